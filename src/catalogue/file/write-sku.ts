import { parseAmount } from '../../domain/money.ts'
import { moveSku } from '../archive.ts'
import type { ImportFieldChange } from '../field-changes.ts'
import { createSkus, type ProductTexts } from '../new-skus.ts'
import type { ChangedObject } from '../record-changes.ts'
import { changeSku, type SkuChange } from '../sku-changes.ts'
import { attributesOf, restrictionsOf } from './columns.ts'
import { type NewCell, textsIn, valueIn } from './file-row.ts'
import type { Column } from './header.ts'
import type { Slice } from './slice.ts'
import { type ProductState, type SkuState, skuCell } from './state.ts'

/** Creates or changes a SKU of a locked product. @param stock collects what was put on hand @returns changes to record */
export async function writeSku(
  slice: Slice,
  code: string,
  product: ProductTexts,
  sku: SkuState | undefined,
  state: ProductState | undefined,
  cells: readonly NewCell[],
  stock: ImportFieldChange[],
): Promise<ChangedObject[]> {
  const { tx, deps, by } = slice
  const recorded: ChangedObject[] = []
  const value = valueIn(cells)
  let rest = cells
  let id = sku?.id
  if (id === undefined) {
    const { ids, changed } = await createSkus(
      tx,
      deps,
      product,
      [
        {
          code,
          ...titles(cells),
          ...(value('attributes') && { attributes: attributesOf(value('attributes') ?? '') }),
          price: parseAmount(value('price') ?? '').minor,
          weightGrams: numberOf(value('weight_grams')),
          barcode: value('barcode'),
        },
      ],
      () => [],
      by.actor,
    )
    recorded.push(...changed)
    id = ids[0] ?? ''
    rest = cells.filter(({ column }) => !MADE_WITH.has(column.kind.name) || isFurther(column))
  }
  if (rest.some(({ column }) => !APART.has(column.kind.name)))
    recorded.push(await changeSku(tx, skuChange(id, rest)))
  const pictures = value('sku_pictures')
  if (pictures !== undefined) {
    const given = slice.picturesOf(pictures, state, id)
    const field = ['sku_pictures']
    await deps.setPictures(tx, {
      productId: product.id,
      sets: [{ skuId: id, pictures: given }],
      from: 'PERSON',
      field,
    })
    const before =
      (sku && state && skuCell(sku, state, columnOf(cells, 'sku_pictures'), deps.shownAt)) || null
    const change = {
      field: 'media',
      before: before?.replaceAll(' ', '\n') ?? null,
      after: pictures.replaceAll(' ', '\n'),
    }
    recorded.push({ type: 'Sku', id, productId: product.id, changes: [change] })
  }
  stock.push(...(await openStock(slice, id, code, cells)))
  if (value('sku_status') !== undefined)
    recorded.push(await moveSku(tx, id, value('sku_status') === 'ACTIVE'))
  return recorded
}

/** Columns that a SKU is made with, and those that are not written with its others. */
const MADE_WITH = new Set(['sku', 'sku_title', 'attributes', 'price', 'currency', 'weight_grams', 'barcode'])
const APART = new Set(['sku', 'currency', 'sku_pictures', 'sku_status', 'opening_stock'])

const isFurther = ({ kind, part }: Column) => kind.name === 'sku_title' && part !== 'zh' && part !== 'en'
const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text))
const columnOf = (cells: readonly NewCell[], name: string) =>
  (cells.find(({ column }) => column.kind.name === name) as NewCell).column

function titles(cells: readonly NewCell[]) {
  const all = new Map(textsIn(cells, 'sku_title').map(({ locale, text }) => [locale, text]))
  return {
    ...(all.has('zh') && { titleZh: all.get('zh') }),
    ...(all.has('en') && { titleEn: all.get('en') }),
  }
}

function skuChange(id: string, cells: readonly NewCell[]): SkuChange {
  const value = valueIn(cells)
  const further = cells.filter(({ column }) => isFurther(column))
  const attributes = value('attributes')
  const price = value('price')
  const restrictions = value('restrictions')
  const customs = {
    ...(value('hs_code') && { hsCode: value('hs_code') }),
    ...(value('origin_country') && { originCountry: value('origin_country') }),
    ...(value('customs_name_en') && { nameEn: value('customs_name_en') }),
    ...(value('customs_name_zh') && { nameZh: value('customs_name_zh') }),
    ...(restrictions && { restrictions: restrictionsOf(restrictions) }),
  }
  return {
    id,
    ...titles(cells),
    ...(further.length > 0 && { titles: new Map(further.map(({ column, value }) => [column.part, value])) }),
    ...(attributes && { attributes: attributesOf(attributes) }),
    ...(price && { price: parseAmount(price).minor }),
    ...(value('weight_grams') && { weightGrams: numberOf(value('weight_grams')) }),
    ...(value('barcode') && { barcode: value('barcode') }),
    ...(value('min_order_quantity') && { minOrderQuantity: numberOf(value('min_order_quantity')) }),
    ...(value('buy_to_order') && { buyToOrder: value('buy_to_order') === 'yes' }),
    ...(Object.keys(customs).length > 0 && { customs }),
  }
}

/** Opening stock of a SKU, in each warehouse that never had any of it; the product is locked. */
async function openStock(
  { tx, deps, by, warehouses }: Slice,
  skuId: string,
  code: string,
  cells: readonly NewCell[],
): Promise<ImportFieldChange[]> {
  const wanted = cells.flatMap(({ column, value }) => {
    const warehouse = column.kind.name === 'opening_stock' ? warehouses.get(column.part) : undefined
    return warehouse ? [{ column, warehouseId: warehouse.id, value }] : []
  })
  if (wanted.length === 0) return []
  const levels = await tx.stockLevel.findMany({ where: { skuId }, select: { warehouseId: true } })
  const fresh = wanted.filter((one) => levels.every(({ warehouseId }) => warehouseId !== one.warehouseId))
  await deps.openStock(
    tx,
    fresh.map(({ column, warehouseId, value }) => ({
      skuId,
      warehouseId,
      quantity: Number(value),
      field: [column.name],
    })),
    by.actor,
  )
  return fresh.map(({ column, value }) => ({
    field: `${code}.${column.name}`,
    before: null,
    after: value,
    keptByHand: false,
  }))
}
