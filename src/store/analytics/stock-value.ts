import type { PrismaClient } from '../database.ts'

export interface WarehouseStockValue {
  readonly warehouseId: string
  /** ISO 4217 code of the prices that are added up. */
  readonly currency: string
  readonly skus: number
  readonly onHand: bigint
  readonly reserved: bigint
  readonly available: bigint
  /** Value of its stock at present selling prices, in minor units. */
  readonly valueMinor: bigint
}

/** Stock of every warehouse, and what it would sell for: a row per warehouse and currency. */
export function stockValueByWarehouse(prisma: PrismaClient): Promise<WarehouseStockValue[]> {
  return prisma.$queryRaw`
    SELECT warehouse.id AS "warehouseId", sku.currency,
      count(*) FILTER (WHERE level.on_hand > 0)::int AS skus,
      sum(level.on_hand)::bigint AS "onHand",
      sum(level.reserved)::bigint AS reserved,
      sum(level.available)::bigint AS available,
      sum(level.on_hand::bigint * sku.price_minor)::bigint AS "valueMinor"
    FROM stock_level level
    JOIN warehouse ON warehouse.id = level.warehouse_id
    JOIN sku ON sku.id = level.sku_id
    GROUP BY warehouse.id, sku.currency
    ORDER BY warehouse.code, sku.currency`
}
