import type { LevelRow, ListingRow, ProductRow, Rows, SkuRow, WarehouseRow } from './rows.ts'

/** Where the servers that are not ours read from, one call for all keys of a level, as DataLoader wants it. */
export interface Source {
  /** The first products, in the order in which they came into the catalogue. */
  products(limit: number): Promise<readonly ProductRow[]>
  /** By code. */
  skusOf(productIds: readonly string[]): Promise<readonly SkuRow[]>
  /** By warehouse. */
  levelsOf(skuIds: readonly string[]): Promise<readonly LevelRow[]>
  listingsOf(skuIds: readonly string[]): Promise<readonly ListingRow[]>
  warehouses(ids: readonly string[]): Promise<readonly WarehouseRow[]>
}

/** The rows in memory, indexed. */
export function memorySource(rows: Rows): Source {
  const skus = Map.groupBy(rows.skus, (row) => row.product_id)
  const levels = Map.groupBy(rows.levels, (row) => row.sku_id)
  for (const some of levels.values()) some.sort((a, b) => (a.warehouse_id < b.warehouse_id ? -1 : 1))
  const listings = Map.groupBy(rows.listings, (row) => row.sku_id)
  const of = <Row>(index: Map<string, Row[]>, ids: readonly string[]) =>
    ids.flatMap((id) => index.get(id) ?? [])
  return {
    products: async (limit) => rows.products.slice(0, limit),
    skusOf: async (ids) => of(skus, ids),
    levelsOf: async (ids) => of(levels, ids),
    listingsOf: async (ids) => of(listings, ids),
    warehouses: async (ids) => rows.warehouses.filter((row) => ids.includes(row.id)),
  }
}
