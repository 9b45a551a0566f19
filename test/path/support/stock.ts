import { randomUUID } from 'node:crypto'
import { until } from '../../support/until.ts'
import { dataOf } from './ask.ts'
import type { Gateway } from './gateway.ts'

/** A level to change, with the global ids that clients use. */
export interface Level {
  readonly id: string
  readonly skuId: string
  readonly warehouseId: string
  readonly onHand: number
  readonly version: number
  /** Ids of the tables, for what a test looks up or changes behind the graph's back. */
  readonly local: { readonly skuId: string; readonly productId: string }
}

export const globalId = (typename: string, id: string) => Buffer.from(`${typename}:${id}`).toString('base64')

/** Levels of different SKUs with at least 40 units to promise and no open alert, from the `skip`th on. */
export async function plentifulLevels({ database }: Gateway, take: number, skip = 0): Promise<Level[]> {
  const rows = await database.prisma.stockLevel.findMany({
    where: { available: { gte: 40 } },
    distinct: ['skuId'],
    orderBy: { skuId: 'asc' },
    include: { sku: { select: { productId: true } } },
    take,
    skip,
  })
  if (rows.length !== take) throw new Error(`the seed has ${rows.length} levels of ${take}`)
  return rows.map(({ id, skuId, warehouseId, onHand, version, sku }) => ({
    id: globalId('StockLevel', id),
    skuId: globalId('Sku', skuId),
    warehouseId: globalId('Warehouse', warehouseId),
    onHand,
    version,
    local: { skuId, productId: sku.productId },
  }))
}

type SkusFound = { products: { nodes: { skus: { id: string; stockLevels: LevelFound[] }[] }[] } }
type LevelFound = Adjusted & { id: string; warehouse: { id: string } }

/** The same over the wire, for a gateway in another process: a level of each of `take` SKUs. */
export async function plentifulOverTheWire(
  gateway: Pick<Gateway, 'ask'>,
  take: number,
): Promise<WireLevel[]> {
  const query = `{ products(first: 50) { nodes { skus {
    id
    stockLevels { id onHand available version warehouse { id } }
  } } } }`
  const { products } = dataOf(await gateway.ask<SkusFound>(query))
  const skus = products.nodes.flatMap((product) => product.skus)
  const levels = skus.flatMap(({ id: skuId, stockLevels }) => {
    const level = stockLevels.find((one) => one.available >= 40)
    return level ? [{ ...level, skuId, warehouseId: level.warehouse.id }] : []
  })
  if (levels.length < take) throw new Error(`the seed has ${levels.length} levels of ${take}`)
  return levels.slice(0, take)
}

export type WireLevel = LevelFound & { readonly skuId: string; readonly warehouseId: string }

const ADJUST = /* GraphQL */ `
  mutation Adjust($input: AdjustStockInput!) {
    adjustStock(input: $input) {
      stockLevel { onHand available version }
      userErrors { code message }
    }
  }
`

export interface Adjusted {
  readonly onHand: number
  readonly available: number
  readonly version: number
}

/** Changes on hand through the graph, and gives the level after it. */
export async function adjust(
  gateway: Pick<Gateway, 'ask'>,
  { skuId, warehouseId }: Pick<Level, 'skuId' | 'warehouseId'>,
  delta: number,
): Promise<Adjusted> {
  const input = { skuId, warehouseId, delta, idempotencyKey: randomUUID() }
  const { adjustStock } = dataOf(
    await gateway.ask<{ adjustStock: { stockLevel: Adjusted | null; userErrors: unknown[] } }>(ADJUST, {
      input,
    }),
  )
  if (!adjustStock.stockLevel) throw new Error(JSON.stringify(adjustStock.userErrors))
  return adjustStock.stockLevel
}

export const STOCK_CHANGES = /* GraphQL */ `
  subscription Stock($skuIds: [ID!], $productIds: [ID!], $warehouseIds: [ID!], $after: String, $snapshot: Boolean) {
    stockChanges(
      skuIds: $skuIds
      productIds: $productIds
      warehouseIds: $warehouseIds
      after: $after
      snapshot: $snapshot
    ) {
      __typename
      ... on StockChange {
        cursor
        skuId
        sku { title }
        delta
        reason
        coalesced
        level { id onHand available version }
      }
      ... on StockSnapshot {
        cursor
        complete
        levels { id onHand available version sku { id } }
      }
      ... on FeedGap {
        cursor
        gapReason
        missed
      }
    }
  }
`

export interface LevelSeen {
  readonly id: string
  readonly onHand: number
  readonly available: number
  readonly version: number
}

/** One event of `STOCK_CHANGES`. */
export type StockItem =
  | {
      readonly __typename: 'StockChange'
      readonly cursor: string
      readonly skuId: string
      readonly sku: { readonly title: string }
      readonly delta: number
      readonly reason: string
      readonly coalesced: number
      readonly level: LevelSeen
    }
  | {
      readonly __typename: 'StockSnapshot'
      readonly cursor: string
      readonly complete: boolean
      readonly levels: readonly (LevelSeen & { readonly sku: { readonly id: string } })[]
    }
  | {
      readonly __typename: 'FeedGap'
      readonly cursor: string
      readonly gapReason: string
      readonly missed: number | null
    }

export type Change = Extract<StockItem, { __typename: 'StockChange' }>

export const changesIn = (items: readonly StockItem[]): Change[] =>
  items.filter((item): item is Change => item.__typename === 'StockChange')

/** The value of a metric without labels, at `/metrics`. */
export async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
  if (value === undefined) throw new Error(`no metric ${name}`)
  return Number(value)
}

/** Waits until a gateway has this number of subscriptions: one without a cursor hears of what comes after it began. */
export async function untilSubscribed(url: string, count: number): Promise<void> {
  const active = () => metric(url, 'haitao_feed_active')
  await until(async () => (await active()) === count, `${count} subscriptions`)
}
