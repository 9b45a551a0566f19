import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'

/**
 * Paid orders of a shop that the warehouse does not have yet, the oldest first. One that failed before comes again
 * when its failure says so.
 */
export function dueHandovers(
  prisma: PrismaClient,
  shopId: string,
  now: Date,
  limit: number,
): Promise<{ id: string; number: string; externalId: string }[]> {
  return prisma.$queryRaw`
    SELECT id, number, external_id AS "externalId" FROM "order"
    WHERE shop_id = ${shopId} AND status = 'PAID' AND handed_over_at IS NULL AND external_id IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM sync_failure failure
        WHERE failure.shop_id = ${shopId} AND failure.kind = 'DELIVERY_PUSH' AND failure.resolved_at IS NULL
          AND failure.external_id = "order".external_id
          AND (failure.next_attempt_at IS NULL OR failure.next_attempt_at > ${now})
      )
    ORDER BY placed_at, id LIMIT ${limit}`
}

/** Linked shops with something for the warehouse, or with parcel numbers to be told to their marketplace. */
export function shopsWithDeliveries(
  prisma: PrismaClient,
  platforms: readonly Platform[],
  now: Date,
): Promise<{ shopId: string; kind: 'DELIVERY_PUSH' | 'SHIPMENT_PUSH' }[]> {
  return prisma.$queryRaw`
    SELECT shop.id AS "shopId", due.kind FROM shop
    CROSS JOIN LATERAL (
      SELECT 'DELIVERY_PUSH' AS kind WHERE EXISTS (
        SELECT 1 FROM "order" WHERE shop_id = shop.id AND status = 'PAID' AND handed_over_at IS NULL
          AND external_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM sync_failure failure
            WHERE failure.shop_id = shop.id AND failure.kind = 'DELIVERY_PUSH' AND failure.resolved_at IS NULL
              AND failure.external_id = "order".external_id
              AND (failure.next_attempt_at IS NULL OR failure.next_attempt_at > ${now})
          )
      ) OR EXISTS (
        SELECT 1 FROM "order" WHERE shop_id = shop.id AND status IN ('CANCELLED', 'REFUNDED')
          AND handed_over_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM reservation WHERE owner_type = 'order' AND owner_id = "order".id AND status = 'ACTIVE'
          ) AND NOT EXISTS (
            SELECT 1 FROM sync_failure failure
            WHERE failure.shop_id = shop.id AND failure.kind = 'DELIVERY_PUSH' AND failure.resolved_at IS NULL
              AND failure.external_id = "order".external_id
          )
      )
      UNION ALL
      SELECT 'SHIPMENT_PUSH' WHERE EXISTS (
        SELECT 1 FROM shipment JOIN "order" ON "order".id = shipment.order_id
        WHERE "order".shop_id = shop.id AND announce_due_at <= ${now}
      )
    ) due
    LEFT JOIN sync_state state ON state.shop_id = shop.id AND state.kind::text = due.kind
    WHERE shop.platform::text = ANY(${[...platforms]}::text[]) AND shop.status = 'LINKED'
      AND (state.failing IS NOT TRUE OR state.next_due_at IS NULL OR state.next_due_at <= ${now})`
}

/** Orders that were called off after the warehouse got them, and still hold stock; not those that it won't give back. */
export function dueRecalls(
  prisma: PrismaClient,
  shopId: string,
  limit: number,
): Promise<{ id: string; number: string; externalId: string }[]> {
  return prisma.$queryRaw`
    SELECT id, number, external_id AS "externalId" FROM "order"
    WHERE shop_id = ${shopId} AND status IN ('CANCELLED', 'REFUNDED') AND handed_over_at IS NOT NULL
      AND EXISTS (
        SELECT 1 FROM reservation WHERE owner_type = 'order' AND owner_id = "order".id AND status = 'ACTIVE'
      )
      AND NOT EXISTS (
        SELECT 1 FROM sync_failure failure
        WHERE failure.shop_id = ${shopId} AND failure.kind = 'DELIVERY_PUSH' AND failure.resolved_at IS NULL
          AND failure.external_id = "order".external_id
      )
    ORDER BY id LIMIT ${limit}`
}
