import { Buffer } from 'node:buffer'
import type { FeedEvent } from '../../src/domain/feed-event.ts'

/** Everybody watches this one in the hot scenarios. */
export const HOT_SKU = 0

const OCCURRED_AT = '2026-01-01T00:00:00.000Z'

const uuidOf = (kind: number, index: number) =>
  `0190c0de-000${kind}-7000-8000-${String(index).padStart(12, '0')}`

const skuIdOf = (sku: number) => uuidOf(1, sku)
export const globalSkuIdOf = (sku: number) => Buffer.from(`Sku:${skuIdOf(sku)}`).toString('base64')
const levelIdOf = (sku: number) => uuidOf(2, sku)

/** Change number `seq` of the run: its number is the level's version too, by which clients tell what arrived. */
export function changeOf(seq: number, sku: number): FeedEvent {
  return {
    seq,
    payload: {
      topic: 'stock',
      productId: uuidOf(3, sku),
      level: {
        id: levelIdOf(sku),
        skuId: skuIdOf(sku),
        warehouseId: uuidOf(4, 0),
        onHand: 1_000 + (seq % 100),
        reserved: 0,
        safetyStock: 0,
        incoming: 0,
        version: seq,
        updatedAt: OCCURRED_AT,
      },
      delta: 1,
      reason: 'SALE',
      occurredAt: OCCURRED_AT,
    },
  }
}
