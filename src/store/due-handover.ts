import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import { Prisma } from './generated/client.ts'
import { TO_SEND } from './line-to-send.ts'

/** No failure of the order waits for its time, or for somebody. */
const notFailed = (now: Date | null) => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM sync_failure failure
  WHERE failure.shop_id = "order".shop_id AND failure.kind = 'DELIVERY_PUSH' AND failure.resolved_at IS NULL
    AND failure.external_id = "order".external_id
    AND (failure.next_attempt_at IS NULL OR failure.next_attempt_at > COALESCE(${now}::timestamptz, '-infinity'))
)`

/** A paid order has goods to send that the warehouse was not asked for, or has not answered about. */
const TO_HAND_OVER = Prisma.sql`"order".external_id IS NOT NULL AND NOT "order".on_hold
  AND ("order".status = 'PAID' OR ("order".status = 'AT_WAREHOUSE' AND "order".handed_over_at IS NOT NULL))
  AND EXISTS (
    SELECT 1 FROM order_line line LEFT JOIN warehouse_order asked ON asked.code = line.warehouse_order_code
    WHERE line.order_id = "order".id AND ${TO_SEND} AND (asked.code IS NULL OR asked.status = 'SUBMITTED')
  ) AND NOT EXISTS (
    SELECT 1 FROM order_line line JOIN warehouse_order asked ON asked.code = line.warehouse_order_code
    WHERE line.order_id = "order".id AND asked.status = 'SUBMITTED' AND NOT ${TO_SEND}
  )`

/** The warehouse has, or may have, something of the order that is not to be sent, or not now. */
const TO_TAKE_BACK = Prisma.sql`asked.status IN ('SUBMITTED', 'ACCEPTED')
  AND ("order".status IN ('CANCELLED', 'REFUNDED') OR "order".on_hold OR EXISTS (
    SELECT 1 FROM order_line line WHERE line.warehouse_order_code = asked.code AND NOT ${TO_SEND}
  ))`

/**
 * Orders of a shop with something to be sent that the warehouse does not have yet, the oldest first. One that failed
 * before comes again when its failure says so.
 */
export function dueHandovers(
  prisma: PrismaClient,
  shopId: string,
  now: Date,
  limit: number,
): Promise<{ id: string; number: string; externalId: string }[]> {
  return prisma.$queryRaw`
    SELECT id, number, external_id AS "externalId" FROM "order"
    WHERE shop_id = ${shopId} AND ${TO_HAND_OVER} AND ${notFailed(now)}
    ORDER BY placed_at, id LIMIT ${limit}`
}

/** Linked shops with something for the warehouse, or with parcel numbers to send to their marketplace. */
export function shopsWithDeliveries(
  prisma: PrismaClient,
  platforms: readonly Platform[],
  now: Date,
): Promise<{ shopId: string; kind: 'DELIVERY_PUSH' | 'SHIPMENT_PUSH' }[]> {
  return prisma.$queryRaw`
    SELECT shop.id AS "shopId", due.kind FROM shop
    CROSS JOIN LATERAL (
      SELECT 'DELIVERY_PUSH' AS kind WHERE EXISTS (
        SELECT 1 FROM "order" WHERE "order".shop_id = shop.id AND ${TO_HAND_OVER} AND ${notFailed(now)}
      ) OR EXISTS (
        SELECT 1 FROM "order" JOIN warehouse_order asked ON asked.order_id = "order".id
        WHERE "order".shop_id = shop.id AND ${TO_TAKE_BACK} AND ${notFailed(null)}
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

/** Orders at the warehouse that must not be sent, without those that it won't give back. */
export function dueRecalls(
  prisma: PrismaClient,
  shopId: string,
  limit: number,
): Promise<{ id: string; code: string; externalId: string }[]> {
  return prisma.$queryRaw`
    SELECT "order".id, asked.code, external_id AS "externalId"
    FROM "order" JOIN warehouse_order asked ON asked.order_id = "order".id
    WHERE shop_id = ${shopId} AND external_id IS NOT NULL AND ${TO_TAKE_BACK} AND ${notFailed(null)}
    ORDER BY "order".id, asked.code LIMIT ${limit}`
}
