import { availabilityOf } from '../../../src/domain/availability.ts'
import type { LevelRow, ListingRow, ProductRow, SkuRow, WarehouseRow } from '../rows.ts'
import type { Source } from '../source.ts'

/** The part of the graph that the benchmark asks for, for the servers that are not ours. */
export const typeDefs = /* GraphQL */ `
  type Query { products(first: Int!): ProductConnection! }
  type ProductConnection { nodes: [Product!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  enum Availability { IN_STOCK LOW_STOCK OUT_OF_STOCK }
  enum Platform { TAOBAO JD ALIBABA_1688 }
  type Money { amount: String! currency: String! }
  type Product { id: ID! title: String! availability: Availability! price: Money skus: [Sku!]! }
  type Sku { code: String! available: Int! stockLevels: [StockLevel!]! listings: [Listing!]! }
  type StockLevel { available: Int! warehouse: Warehouse! }
  type Warehouse { code: String! }
  type Listing { platform: Platform! externalId: String! quantity: Int price: Money }
`

/** What DataLoader is used for; its package is the peers'. */
interface Loader<Value> {
  load(key: string): Promise<Value>
  loadMany(keys: string[]): Promise<(Value | Error)[]>
}
export type MakeLoader = <Value>(batch: (keys: readonly string[]) => Promise<Value[]>) => Loader<Value>

export interface Context {
  readonly source: Source
  readonly skus: Loader<SkuRow[]>
  readonly levels: Loader<LevelRow[]>
  readonly listings: Loader<ListingRow[]>
  readonly warehouse: Loader<WarehouseRow | undefined>
}

/** New loaders for each request, as DataLoader's documentation says. */
export function contextOf(source: Source, loader: MakeLoader): Context {
  const grouped =
    <Row>(read: (ids: readonly string[]) => Promise<readonly Row[]>, keyOf: (row: Row) => string) =>
    async (ids: readonly string[]) => {
      const rows = Map.groupBy(await read(ids), keyOf)
      return ids.map((id) => rows.get(id) ?? [])
    }
  return {
    source,
    skus: loader(grouped(source.skusOf, (row) => row.product_id)),
    levels: loader(grouped(source.levelsOf, (row) => row.sku_id)),
    listings: loader(grouped(source.listingsOf, (row) => row.sku_id)),
    warehouse: loader(async (ids) => {
      const rows = new Map((await source.warehouses(ids)).map((row) => [row.id, row]))
      return ids.map((id) => rows.get(id))
    }),
  }
}

const money = (minor: bigint, currency: string) => ({
  amount: (Number(minor) / 100).toFixed(2),
  currency,
})

export const resolvers = {
  Query: {
    async products(_root: unknown, { first }: { first: number }, { source }: Context) {
      const rows = await source.products(first + 1)
      const nodes = rows.slice(0, first)
      const last = nodes.at(-1)
      const endCursor = last ? Buffer.from(`GPC:S:${last.id}`).toString('base64') : null
      return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } }
    },
  },
  Product: {
    id: (product: ProductRow) => Buffer.from(`Product:${product.id}`).toString('base64'),
    title: (product: ProductRow) => product.title_en ?? product.title_zh,
    async price(product: ProductRow, _args: unknown, context: Context) {
      const [first, ...others] = await context.skus.load(product.id)
      if (!first) return null
      const cheapest = others.reduce(
        (best, sku) => (BigInt(sku.price_minor) < BigInt(best.price_minor) ? sku : best),
        first,
      )
      return money(cheapest.price_minor, cheapest.currency)
    },
    async availability(product: ProductRow, _args: unknown, context: Context) {
      const skus = await context.skus.load(product.id)
      const levels = await context.levels.loadMany(skus.map((sku) => sku.id))
      return availabilityOf((levels as LevelRow[][]).flatMap((some) => some.map((level) => level.available)))
    },
    skus: (product: ProductRow, _args: unknown, context: Context) => context.skus.load(product.id),
  },
  Sku: {
    async available(sku: SkuRow, _args: unknown, context: Context) {
      return (await context.levels.load(sku.id)).reduce((sum, level) => sum + level.available, 0)
    },
    stockLevels: (sku: SkuRow, _args: unknown, context: Context) => context.levels.load(sku.id),
    listings: (sku: SkuRow, _args: unknown, context: Context) => context.listings.load(sku.id),
  },
  StockLevel: {
    warehouse: (level: LevelRow, _args: unknown, context: Context) =>
      context.warehouse.load(level.warehouse_id),
  },
  Listing: {
    externalId: (listing: ListingRow) => listing.external_id,
    price: (listing: ListingRow) => money(listing.price_minor, listing.currency),
  },
}
