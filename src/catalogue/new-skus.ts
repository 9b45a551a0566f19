import { v7 } from 'uuid'
import { BASE_CURRENCY } from '../domain/exchange-rate.ts'
import { amountText, money } from '../domain/money.ts'
import { Refused } from '../domain/user-error.ts'
import { insertSkus } from '../store/sku.ts'
import type { Tx } from '../store/transaction.ts'
import { lockWarehouses } from '../store/warehouse.ts'
import type { EditorDeps, OpeningStock } from './deps.ts'
import { present } from './present.ts'
import type { NewSku } from './product-input.ts'
import type { ChangedObject, FieldChange } from './record-changes.ts'

/** Values that SKUs get from their product. */
export interface ProductTexts {
  readonly id: string
  readonly titleZh: string | null
  readonly titleEn: string | null
  /** Of other languages, by locale. */
  readonly titles: Readonly<Record<string, string>>
}

/**
 * Makes SKUs of a product, with their opening stock.
 * @param path of each SKU in the input, for errors
 * @returns their ids, and what to record
 * @throws Refused ALREADY_EXISTS for a code that is taken, NOT_FOUND for a warehouse; the transaction must be rolled back
 */
export async function createSkus(
  tx: Tx,
  { openStock }: Pick<EditorDeps, 'openStock'>,
  product: ProductTexts,
  skus: readonly NewSku[],
  path: (index: number) => readonly string[],
  actor: string,
): Promise<{ ids: string[]; changed: ChangedObject[] }> {
  const taken = (index: number, code: string) => codeTaken([...path(index), 'code'], code)
  const first = new Map<string, number>()
  const twice = skus.flatMap(({ code }, index) => {
    const before = first.get(code)
    if (before !== undefined) {
      const [here, there] = [index, before].map((at) => [...path(at), 'code'].join('.'))
      const message = `${here}: the code ${JSON.stringify(code)} is given twice, in ${there} too.`
      return [{ ...taken(index, code), message }]
    }
    first.set(code, index)
    return []
  })
  if (twice.length > 0) throw new Refused(twice)

  const rows = skus.map((sku) => newSkuRow(sku, product))
  await insertNewSkus(tx, rows, (index) => [...path(index), 'code'])

  const stock = skus.flatMap(({ openingStock }, index) =>
    (openingStock ?? []).map(
      ({ warehouseId, quantity }, at): OpeningStock => ({
        skuId: rows[index]?.id ?? '',
        warehouseId,
        quantity,
        field: [...path(index), 'openingStock', String(at)],
      }),
    ),
  )
  await lockWarehouses(
    tx,
    stock.map(({ warehouseId, field }) => ({ id: warehouseId, field: [...field, 'warehouseId'] })),
  )
  await openStock(
    tx,
    stock.filter(({ quantity }) => quantity > 0),
    actor,
  )
  const changed = rows.map(({ id }, index): ChangedObject => {
    const changes = changesOf(skus[index] as NewSku)
    return { type: 'Sku', id, productId: product.id, changes }
  })
  return { ids: rows.map(({ id }) => id), changed }
}

const codeTaken = (field: readonly string[], code: string) => ({
  code: 'ALREADY_EXISTS' as const,
  field,
  message: `${field.join('.')}: the code ${JSON.stringify(code)} is taken.`,
})

type NewSkuRow = Parameters<typeof insertSkus>[1][number]

/**
 * @param path of each code in the input
 * @throws Refused ALREADY_EXISTS for codes that are taken; the transaction must be rolled back
 */
export async function insertNewSkus(
  tx: Tx,
  rows: readonly NewSkuRow[],
  path: (index: number) => readonly string[],
): Promise<void> {
  const inserted = await insertSkus(tx, rows)
  const refused = rows.flatMap(({ code }, index) =>
    inserted.has(code) ? [] : [codeTaken(path(index), code)],
  )
  if (refused.length > 0) throw new Refused(refused)
}

/** Row of a SKU that is not written yet. */
export function newSkuRow(sku: NewSku, product: ProductTexts) {
  return { id: v7(), productId: product.id, ...rowOf(sku, product) }
}

function rowOf(sku: NewSku, product: ProductTexts) {
  const attributes = sku.attributes ?? []
  const values = attributes.map(({ value }) => value)
  const named = sku.titleZh != null || sku.titleEn != null
  const fromProduct = (title: string | null) =>
    title === null ? null : [title, ...values].join(' ').slice(0, 500)
  return {
    code: sku.code,
    titleZh: named ? (sku.titleZh ?? null) : fromProduct(product.titleZh),
    titleEn: named ? (sku.titleEn ?? null) : fromProduct(product.titleEn),
    titles: named
      ? {}
      : Object.fromEntries(
          Object.entries(product.titles).map(([locale, title]) => [locale, fromProduct(title) ?? title]),
        ),
    attributes: attributes.map(({ name, value }) => ({ name, value })),
    priceMinor: sku.price,
    currency: BASE_CURRENCY,
    weightGrams: sku.weightGrams ?? null,
    barcode: sku.barcode ?? null,
    editedFields: changesOf(sku).map(({ field }) => field),
  }
}

/** Values set by a person, to record of a new SKU. */
export function changesOf(sku: NewSku): FieldChange[] {
  return present({
    code: sku.code,
    titleZh: sku.titleZh,
    titleEn: sku.titleEn,
    attributes: sku.attributes ? attributesText(sku.attributes) : null,
    price: amountText(money(sku.price)),
    weightGrams: sku.weightGrams,
    barcode: sku.barcode,
  })
}

/** As the trail has them. */
export const attributesText = (attributes: readonly { readonly name: string; readonly value: string }[]) =>
  attributes.map(({ name, value }) => `${name}: ${value}`).join(', ')
