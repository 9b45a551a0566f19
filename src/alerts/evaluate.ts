import { v7 } from 'uuid'
import { type AlertKind, DEFAULT_LIMITS, decideAlerts } from '../domain/alert.ts'
import type { AlertPayload } from '../domain/feed-event.ts'
import { available } from '../domain/stock.ts'
import { appendToOutbox } from '../store/outbox.ts'
import type { Tx } from '../store/transaction.ts'

interface Row {
  sku_id: string
  warehouse_id: string
  on_hand: number
  reserved: number
  safety_stock: number
  threshold: number | null
  resume_above: number | null
  supplier_key: string | null
  unresolved: { id: string; kind: AlertKind }[]
}

/**
 * Opens and resolves alerts of the given levels, with their outbox rows, in the transaction that changed
 * them. The caller's row locks keep two evaluations of one level apart; the partial unique index backs that up.
 * Called by the inventory after every change, and when a rule changes.
 */
export async function evaluateAlerts(tx: Tx, levelIds: readonly string[]): Promise<void> {
  const rows = await readLevels(tx, levelIds)
  const now = new Date()
  const events: AlertPayload[] = []
  const news = []
  for (const row of rows) {
    const limits =
      row.threshold === null || row.resume_above === null
        ? DEFAULT_LIMITS
        : { threshold: row.threshold, resumeAbove: row.resume_above }
    const level = { onHand: row.on_hand, reserved: row.reserved, safetyStock: row.safety_stock }
    const { open, resolve } = decideAlerts(level, limits, new Set(row.unresolved.map((alert) => alert.kind)))
    const tell = (alertId: string, kind: AlertKind, status: AlertPayload['status']) =>
      events.push({
        topic: 'alert',
        alertId,
        kind,
        status,
        skuId: row.sku_id,
        warehouseId: row.warehouse_id,
        supplierKey: row.supplier_key,
        occurredAt: now.toISOString(),
      })

    const ended = row.unresolved.filter((alert) => resolve.includes(alert.kind))
    if (ended.length > 0)
      await tx.inventoryAlert.updateMany({
        where: { id: { in: ended.map((alert) => alert.id) } },
        data: { status: 'RESOLVED', resolvedAt: now, available: available(level) },
      })
    for (const alert of ended) tell(alert.id, alert.kind, 'RESOLVED')

    const opened = open.map((kind) => ({
      id: v7(),
      kind,
      status: kind === 'BACK_IN_STOCK' ? ('RESOLVED' as const) : ('OPEN' as const),
      skuId: row.sku_id,
      warehouseId: row.warehouse_id,
      ...limits,
      available: available(level),
      openedAt: now,
      resolvedAt: kind === 'BACK_IN_STOCK' ? now : null,
    }))
    for (const alert of opened) tell(alert.id, alert.kind, alert.status)
    news.push(...opened)
  }
  if (news.length > 0) await tx.inventoryAlert.createMany({ data: news })
  await appendToOutbox(tx, events)
}

/** Levels with the most specific rule for each, and what is unresolved, in one statement. */
function readLevels(tx: Tx, levelIds: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT level.sku_id, level.warehouse_id, level.on_hand, level.reserved, level.safety_stock,
      rule.threshold, rule.resume_above, supplier.key AS supplier_key,
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('id', alert.id, 'kind', alert.kind))
        FROM inventory_alert alert
        WHERE alert.sku_id = level.sku_id AND alert.warehouse_id = level.warehouse_id AND alert.status <> 'RESOLVED'
      ), '[]'::jsonb) AS unresolved
    FROM stock_level level
    JOIN sku ON sku.id = level.sku_id
    JOIN product ON product.id = sku.product_id
    LEFT JOIN supplier ON supplier.id = product.supplier_id
    LEFT JOIN LATERAL (
      SELECT threshold, resume_above FROM alert_rule
      WHERE (sku_id = level.sku_id OR sku_id IS NULL) AND (warehouse_id = level.warehouse_id OR warehouse_id IS NULL)
      ORDER BY sku_id NULLS LAST, warehouse_id NULLS LAST LIMIT 1
    ) rule ON true
    WHERE level.id = ANY(${[...levelIds]})
    ORDER BY level.sku_id, level.warehouse_id`
}
