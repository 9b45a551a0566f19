import { v7 } from 'uuid'
import type { Tx } from './transaction.ts'

/** Everybody who waits for one of these SKUs has been told now, once. */
export async function answerRequests(tx: Tx, skuIds: readonly string[]): Promise<void> {
  if (skuIds.length === 0) return
  await tx.backInStockRequest.updateMany({
    where: { skuId: { in: [...skuIds] }, notifiedAt: null },
    data: { notifiedAt: new Date() },
  })
}

/**
 * What can be bought of a SKU now, in pieces over all warehouses; null when there is no such SKU. Until the
 * transaction ends nobody writes a movement of it: a change that is under way is waited for, a later one will
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
