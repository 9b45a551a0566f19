import type { Shelf, ShelfItem, ShelfSku } from '../state/shelf.ts'

/** Orders want these and not the item's own ids (purchasing.md 1.4): `mp_id` and `mp_skuId`. */
export interface Distributed {
  item: ShelfItem
  mpId: string
  skus: { sku: ShelfSku; mpSkuId: string }[]
}

const FIRST_ITEM = 680_000_000_017n
const FIRST_SKU = 5_900_000_000_023n

const tables = new WeakMap<Shelf, Distributed[]>()

/** Every Taobao item with its distribution ids, the same for the life of a shelf. */
export function distributed(shelf: Shelf): readonly Distributed[] {
  const known = tables.get(shelf)
  if (known) return known
  let skuCount = 0n
  const table = shelf.market('TAOBAO').map((item, n) => ({
    item,
    mpId: String(FIRST_ITEM + BigInt(n) * 13n),
    skus: item.skus.map((sku) => {
      skuCount += 1n
      return { sku, mpSkuId: String(FIRST_SKU + skuCount * 17n) }
    }),
  }))
  tables.set(shelf, table)
  return table
}

export const byItemId = (shelf: Shelf, itemId: string): Distributed | undefined =>
  distributed(shelf).find((each) => each.item.externalId === itemId)

export const byMpId = (shelf: Shelf, mpId: string): Distributed | undefined =>
  distributed(shelf).find((each) => each.mpId === mpId)
