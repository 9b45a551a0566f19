import type { PrismaClient } from './database.ts'

/**
 * Orders of a shop that the warehouse has had since before `quietSince`, with nothing heard of them since then, and
 * whose goods have not left by what we know. In no order, so that those which stay there do not hide the others.
 */
export function unconfirmedDeliveries(
  prisma: PrismaClient,
  shopId: string,
  quietSince: Date,
  limit: number,
): Promise<{ id: string; number: string }[]> {
  return prisma.$queryRaw`
    SELECT id, number FROM "order"
    WHERE shop_id = ${shopId} AND handed_over_at < ${quietSince} AND updated_at < ${quietSince}
      AND (status = 'AT_WAREHOUSE' OR (status IN ('CANCELLED', 'REFUNDED') AND EXISTS (
        SELECT 1 FROM reservation WHERE owner_type = 'order' AND owner_id = "order".id AND status = 'ACTIVE'
      )))
    ORDER BY random() LIMIT ${limit}`
}
