import { v7 } from 'uuid'
import type { PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export interface AnsweredRequest {
  readonly id: string
  readonly customerId: string
}

/** Notifies everybody who waits for one of these SKUs, once. @returns whom */
export async function answerRequests(tx: Tx, skuIds: readonly string[]): Promise<AnsweredRequest[]> {
  if (skuIds.length === 0) return []
  return tx.$queryRaw<AnsweredRequest[]>`
    UPDATE back_in_stock_request SET notified_at = now()
    WHERE sku_id = ANY(${[...skuIds]}) AND notified_at IS NULL
    RETURNING id, customer_id AS "customerId"`
}

/** Days of answers that are repeated after a gap in the feed. */
const REPEATED_DAYS = 7
const MOST_REPEATED = 200

/** Recent notifications of a customer, the oldest first. */
export async function readAnswered(
  prisma: PrismaClient,
  customerId: string,
): Promise<{ id: string; notifiedAt: Date }[]> {
  const since = new Date(Date.now() - REPEATED_DAYS * 24 * 3_600_000)
  const rows = await prisma.backInStockRequest.findMany({
    where: { customerId, notifiedAt: { gte: since } },
    orderBy: { notifiedAt: 'desc' },
    take: MOST_REPEATED,
    select: { id: true, notifiedAt: true },
  })
  return rows.reverse().map(({ id, notifiedAt }) => ({ id, notifiedAt: notifiedAt ?? since }))
}

/**
 * Units of a SKU that can be bought now, over all warehouses; null when there is no such SKU. Until the
 * transaction ends no movement of it is written: a change that is under way is waited for, a later one will
 * see what this transaction writes.
 */
export async function lockSkuAndReadAvailable(tx: Tx, skuId: string): Promise<number | null> {
  // A movement holds a key share of its SKU; this excludes it.
  const [sku] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM sku WHERE id = ${skuId} FOR UPDATE`
  if (!sku) return null
  const sum = await tx.stockLevel.aggregate({ where: { skuId }, _sum: { available: true } })
  return sum._sum.available ?? 0
}

/** One open request per customer and SKU: asking again gives the first. @returns its id */
export async function upsertRequest(tx: Tx, skuId: string, customerId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO back_in_stock_request (id, sku_id, customer_id) VALUES (${v7()}, ${skuId}, ${customerId})
    ON CONFLICT (sku_id, customer_id) WHERE notified_at IS NULL DO UPDATE SET customer_id = excluded.customer_id
    RETURNING id`
  return row?.id ?? ''
}
