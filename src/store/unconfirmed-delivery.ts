import type { PrismaClient } from './database.ts'

/**
 * Warehouse orders of a shop from before `quietSince`, without any news since then. In no
 * order, so that those which stay there do not hide the others.
 */
export function unconfirmedDeliveries(
  prisma: PrismaClient,
  shopId: string,
  quietSince: Date,
  limit: number,
): Promise<{ code: string }[]> {
  return prisma.$queryRaw`
    SELECT asked.code FROM warehouse_order asked JOIN "order" ON "order".id = asked.order_id
    WHERE shop_id = ${shopId} AND asked.status = 'ACCEPTED' AND asked.handed_over_at < ${quietSince}
      AND updated_at < ${quietSince}
    ORDER BY random() LIMIT ${limit}`
}

/** Warehouse orders that hold units of a SKU there: one of them may have left unnoticed. Unordered. */
export function heldDeliveries(
  prisma: PrismaClient,
  { skuId, warehouseId }: { readonly skuId: string; readonly warehouseId: string },
  limit: number,
): Promise<{ code: string }[]> {
  return prisma.$queryRaw`
    SELECT code FROM warehouse_order
    WHERE status = 'ACCEPTED' AND order_id IN (
      SELECT owner_id FROM reservation
      WHERE owner_type = 'order' AND status = 'ACTIVE' AND sku_id = ${skuId} AND warehouse_id = ${warehouseId}
    )
    ORDER BY random() LIMIT ${limit}`
}
