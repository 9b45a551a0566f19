import type { PrismaClient } from './database.ts'

/** Units of a SKU that could still be promised, over all warehouses. */
export interface Sellable {
  readonly skuId: string
  readonly code: string
  readonly buyToOrder: boolean
  /** Available units, and those of expired reservations that are not released yet. */
  readonly left: number
}

/**
 * Reads without locks, to refuse hopeless requests early. Null when the request was answered before:
 * then that answer holds. One statement, so that both are read at the same moment.
 */
export async function readSellable(
  prisma: PrismaClient,
  skuIds: readonly string[],
  { actor, key }: { actor: string; key: string },
): Promise<Sellable[] | null> {
  const rows = await prisma.$queryRaw<(Omit<Sellable, 'left'> & { left: bigint; answered: boolean })[]>`
    SELECT sku.id AS "skuId", code, buy_to_order AS "buyToOrder",
      coalesce((SELECT sum(available) FROM stock_level WHERE sku_id = sku.id), 0)
      + coalesce((SELECT sum(quantity) FROM reservation
          WHERE sku_id = sku.id AND status = 'ACTIVE' AND expires_at <= now()), 0) AS "left",
      EXISTS (SELECT 1 FROM idempotency_record WHERE actor = ${actor} AND key = ${key}) AS answered
    FROM sku WHERE id = ANY(${[...new Set(skuIds)]})`
  if (rows.some((row) => row.answered)) return null
  return rows.map(({ answered, left, ...row }) => ({ ...row, left: Number(left) }))
}
