import { parseAmount } from '../../domain/money.ts'
import { changesOf, newSkuRow, type ProductTexts } from '../new-skus.ts'
import type { ChangedObject } from '../record-changes.ts'
import { changedSku, type SkuChange } from '../sku-changes.ts'
import { attributesOf, restrictionsOf } from './columns.ts'
import { type NewCell, textsIn, valueIn } from './file-row.ts'
import type { Column } from './header.ts'
import type { SkuPlan } from './line-plan.ts'
import type { Slice } from './slice.ts'
import { type ProductState, type SkuState, skuCell } from './state.ts'

/** Plans a new SKU, or changes of one. @param product as it was before the line */
export function planSku(
  slice: Slice,
  code: string,
  product: ProductTexts,
  sku: SkuState | undefined,
  state: ProductState,
  cells: readonly NewCell[],
): SkuPlan {
  const value = valueIn(cells)
  const fresh = sku ? null : newOne(code, product, cells)
  const id = sku?.id ?? fresh?.row.id ?? ''
  const isChanged = sku && cells.some(({ column }) => !APART.has(column.kind.name))
  const status = value('sku_status')
  const plan = {
    id,
    code,
    fresh,
    change: isChanged ? skuChange(id, cells) : null,
    pictures: picturesOf(slice, id, sku, state, cells),
    stock: stockOf(slice, id, cells),
    isActive: status === undefined ? null : status === 'ACTIVE',
  }
  if (fresh) slice.keepSku({ ...fresh.row, status: 'ACTIVE', stockLevels: [] } as SkuState)
  slice.tell(id, cells)
  return plan
}

/** A SKU that is not there yet. */
function newOne(code: string, product: ProductTexts, cells: readonly NewCell[]): SkuPlan['fresh'] {
  const value = valueIn(cells)
  const given = {
    code,
    ...titles(cells),
    ...(value('attributes') && { attributes: attributesOf(value('attributes') ?? '') }),
    price: parseAmount(value('price') ?? '').minor,
    weightGrams: numberOf(value('weight_grams')),
    barcode: value('barcode'),
  }
  const first = { ...AS_MADE, ...newSkuRow(given, product) }
  const recordOf = (changes: ChangedObject['changes']): ChangedObject => ({
    type: 'Sku',
    id: first.id,
    productId: product.id,
    changes,
  })
  const recorded = [recordOf(changesOf(given))]
  const rest = cells.filter(({ column }) => !MADE_WITH.has(column.kind.name) || isFurther(column))
  if (rest.every(({ column }) => APART.has(column.kind.name))) return { row: first, recorded }
  const { row, changes } = changedSku(first, skuChange(first.id, rest))
  return { row, recorded: [...recorded, recordOf(changes)] }
}

/** Columns of a new SKU that its first cells do not set. */
const AS_MADE = {
  machineTexts: {},
  minOrderQuantity: 1,
  hsCode: null,
  originCountry: null,
  customsNameEn: null,
  customsNameZh: null,
  restrictions: [],
  buyToOrder: false,
}

function picturesOf(
  slice: Slice,
  id: string,
  sku: SkuState | undefined,
  state: ProductState,
  cells: readonly NewCell[],
): SkuPlan['pictures'] {
  const cell = cells.find(({ column }) => column.kind.name === 'sku_pictures')
  if (!cell) return null
  const before = (sku && skuCell(sku, state, cell.column, slice.deps.shownAt)) || null
  return {
    set: slice.picturesOf(cell.value, state, id),
    change: {
      field: 'media',
      before: before?.replaceAll(' ', '\n') ?? null,
      after: cell.value.replaceAll(' ', '\n'),
    },
  }
}

function stockOf({ warehouses }: Slice, skuId: string, cells: readonly NewCell[]): SkuPlan['stock'] {
  return cells.flatMap(({ column, value }) => {
    const warehouse = column.kind.name === 'opening_stock' ? warehouses.get(column.part) : undefined
    if (!warehouse) return []
    const field = [column.name]
    return [{ skuId, warehouseId: warehouse.id, quantity: Number(value), field, column: column.name }]
  })
}

/** Columns that a SKU is made with, and those that are not written with its others. */
const MADE_WITH = new Set(['sku', 'sku_title', 'attributes', 'price', 'currency', 'weight_grams', 'barcode'])
const APART = new Set(['sku', 'currency', 'sku_pictures', 'sku_status', 'opening_stock'])

const isFurther = ({ kind, part }: Column) => kind.name === 'sku_title' && part !== 'zh' && part !== 'en'
const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text))

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
