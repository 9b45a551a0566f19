import { SOLD_DAYS } from '../domain/product-list.ts'
import { lockNumber } from './database.ts'
import type { PrismaClient } from './generated/client.ts'
import { transaction } from './transaction.ts'

/**
 * Counts the recently ordered units of each product, and writes the counts that changed. One process at a time: the
 * others leave it to that one. Orders that are not paid, and lines that came back, do not count.
 * @returns products whose number changed
 */
export async function countSold(prisma: PrismaClient): Promise<number> {
  return transaction(
    prisma,
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${lockNumber('products sold')}::bigint) AS taken`
      if (!lock?.taken) return 0
      return tx.$executeRaw`
      WITH counted AS MATERIALIZED (
        SELECT sku.product_id, least(sum(line.quantity), 999999999)::int AS sold
        FROM "order" JOIN order_line line ON line.order_id = "order".id JOIN sku ON sku.id = line.sku_id
        WHERE "order".placed_at > now() - make_interval(days => ${SOLD_DAYS}::int)
          AND "order".status NOT IN ('PENDING_PAYMENT', 'CANCELLED', 'REFUNDED')
          AND line.status NOT IN ('CANCELLED', 'RETURNED', 'REFUNDED')
        GROUP BY sku.product_id
      ),
      changed AS (
        SELECT list.product_id, counted.sold FROM counted JOIN product_list list USING (product_id) WHERE list.sold <> counted.sold
        UNION ALL
        SELECT product_id, 0 FROM product_list list
        WHERE sold > 0 AND NOT EXISTS (SELECT FROM counted WHERE counted.product_id = list.product_id)
      )
      UPDATE product_list SET sold = changed.sold FROM changed WHERE product_list.product_id = changed.product_id`
    },
    { timeout: 60_000 },
  )
}
