import type { PrismaClient } from '../database.ts'
import { type Page, type Period, pageOf, type Slice } from './page.ts'

export interface SkuSellThrough {
  readonly skuId: string
  readonly sold: bigint
  readonly received: bigint
  /** Now, over all warehouses. */
  readonly onHand: bigint
  /** Sold of what could have been sold (sold and still there), 0 to 1. */
  readonly rate: number
  /** Days until nothing is on hand at the pace of the period; null when nothing was sold. */
  readonly daysLeft: number | null
  readonly currency: string
  /** Units sold at the present price, in minor units of the currency. */
  readonly revenueMinor: bigint
}

/** SKUs that were sold in the period or are in stock, by the ledger; the best seller first. */
export async function sellThrough(
  prisma: PrismaClient,
  { from, to }: Period,
  { offset, limit }: Slice,
): Promise<Page<SkuSellThrough>> {
  const days = (to.getTime() - from.getTime()) / 86_400_000
  return pageOf(
    await prisma.$queryRaw<(SkuSellThrough & { total: number })[]>`
      WITH moved AS (
        SELECT sku_id,
          COALESCE(-sum(delta) FILTER (WHERE reason = 'SALE'), 0) AS sold,
          COALESCE(sum(delta) FILTER (WHERE reason = 'RECEIPT'), 0) AS received
        FROM stock_movement WHERE occurred_at >= ${from} AND occurred_at < ${to} AND reason IN ('SALE', 'RECEIPT')
        GROUP BY sku_id
      ), shelf AS (
        SELECT sku_id, sum(on_hand) AS on_hand FROM stock_level GROUP BY sku_id
      ), figures AS (
        SELECT sku.id, sku.code, sku.currency, sku.price_minor, GREATEST(0, COALESCE(sold, 0)) AS sold,
          COALESCE(received, 0) AS received, GREATEST(0, COALESCE(on_hand, 0)) AS on_hand
        FROM sku LEFT JOIN moved ON moved.sku_id = sku.id LEFT JOIN shelf ON shelf.sku_id = sku.id
      )
      SELECT id AS "skuId", sold::bigint, received::bigint, on_hand::bigint AS "onHand", currency,
        sold::float8 / (sold + on_hand)::float8 AS rate,
        on_hand::float8 * ${days}::float8 / NULLIF(sold, 0)::float8 AS "daysLeft",
        (sold * price_minor)::bigint AS "revenueMinor",
        count(*) OVER ()::int AS total
      FROM figures WHERE sold + on_hand > 0
      ORDER BY sold DESC, rate DESC, code
      LIMIT ${limit} OFFSET ${offset}`,
  )
}
