import type { AlertKind } from '../domain/alert.ts'
import type { Tx } from './transaction.ts'

/** A level with all that its alerts depend on. */
export interface JudgedLevel {
  readonly skuId: string
  readonly warehouseId: string
  readonly onHand: number
  readonly reserved: number
  readonly safetyStock: number
  readonly incoming: number
  /** Of the most specific rule; null when there is none. */
  readonly threshold: number | null
  readonly resumeAbove: number | null
  readonly minOrderQuantity: number
  readonly supplierKey: string | null
  readonly leadTimeDays: number | null
  readonly unresolved: readonly { readonly id: string; readonly kind: AlertKind }[]
  /** A customer asked for a notification when the SKU is back. */
  readonly isAwaited: boolean
}

/** Levels with the most specific rule for each, and what is unresolved, in one statement and in the order of locks. */
export function readJudgedLevels(tx: Tx, levelIds: readonly string[]): Promise<JudgedLevel[]> {
  return tx.$queryRaw<JudgedLevel[]>`
    SELECT level.sku_id AS "skuId", level.warehouse_id AS "warehouseId", level.on_hand AS "onHand", level.reserved,
      level.safety_stock AS "safetyStock", level.incoming, rule.threshold, rule.resume_above AS "resumeAbove",
      sku.min_order_quantity AS "minOrderQuantity", supplier.key AS "supplierKey",
      supplier.lead_time_days AS "leadTimeDays",
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('id', alert.id, 'kind', alert.kind))
        FROM inventory_alert alert
        WHERE alert.sku_id = level.sku_id AND alert.warehouse_id = level.warehouse_id AND alert.status <> 'RESOLVED'
      ), '[]'::jsonb) AS unresolved,
      EXISTS (
        SELECT FROM back_in_stock_request request WHERE request.sku_id = level.sku_id AND request.notified_at IS NULL
      ) AS "isAwaited"
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
    ORDER BY level.sku_id COLLATE "C", level.warehouse_id COLLATE "C"`
}

type Place = { readonly skuId: string; readonly warehouseId: string }

/** Units sold from each place in the last `days`, in the order asked for. */
export async function readSold(tx: Tx, places: readonly Place[], days: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ place: number; sold: number }[]>`
    SELECT wanted.place::int AS place, COALESCE(sum(-movement.delta), 0)::float8 AS sold
    FROM unnest(${places.map((one) => one.skuId)}::text[], ${places.map((one) => one.warehouseId)}::text[])
      WITH ORDINALITY AS wanted (sku_id, warehouse_id, place)
    LEFT JOIN stock_movement movement
      ON movement.sku_id = wanted.sku_id AND movement.warehouse_id = wanted.warehouse_id
      AND movement.reason = 'SALE' AND movement.delta < 0
      AND movement.occurred_at > now() - make_interval(days => ${days}::int)
    GROUP BY wanted.place`
  const byPlace = new Map(rows.map((row) => [row.place, row.sold]))
  return places.map((_, index) => byPlace.get(index + 1) ?? 0)
}
