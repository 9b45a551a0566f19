import type { AlertPayload, FeedEvent, StockPayload } from '../../src/domain/feed-event.ts'

const AT = '2026-01-01T00:00:00.000Z'

/** A change of the level `level-<sku>`: by 1 to `version` units, unless said otherwise. */
export function stockPayload(
  options: { sku?: string; warehouse?: string; version?: number; delta?: number; productId?: string } = {},
): StockPayload {
  const { sku = 'sku', warehouse = 'wh', version = 1, delta = 1, productId = 'product' } = options
  return {
    topic: 'stock',
    productId,
    level: {
      id: `level-${sku}-${warehouse}`,
      skuId: sku,
      warehouseId: warehouse,
      onHand: version,
      reserved: 0,
      safetyStock: 0,
      incoming: 0,
      version,
      updatedAt: AT,
    },
    delta,
    reason: 'ADJUSTMENT',
    occurredAt: AT,
  }
}

export function alertPayload(
  options: { sku?: string; warehouse?: string | null; supplier?: string } = {},
): AlertPayload {
  const { sku = 'sku', warehouse = 'wh', supplier } = options
  return {
    topic: 'alert',
    alertId: 'alert',
    kind: 'LOW_STOCK',
    status: 'OPEN',
    skuId: sku,
    warehouseId: warehouse,
    supplierKey: supplier ?? null,
    occurredAt: AT,
  }
}

export function stockEvent(seq: number, options: Parameters<typeof stockPayload>[0] = {}): FeedEvent {
  return { seq, payload: stockPayload({ version: seq, ...options }) }
}

export function alertEvent(seq: number, options: Parameters<typeof alertPayload>[0] = {}): FeedEvent {
  return { seq, payload: alertPayload(options) }
}

/** Events `from` to `to` of one level, each the version of its number. */
export function stockEvents(
  from: number,
  to: number,
  options: Parameters<typeof stockPayload>[0] = {},
): FeedEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => stockEvent(from + index, options))
}
