import type { PrismaClient } from './database.ts'
import type { OrderSource } from './generated/client.ts'

/** A parcel whose number must be sent to a marketplace. */
export interface Announcement {
  readonly id: string
  readonly orderId: string
  readonly carrier: string
  readonly trackingNumber: string
  readonly attempts: number
  readonly source: OrderSource
  readonly shopId: string | null
  readonly externalId: string | null
  /** The marketplace's ids of the lines in the parcel; empty when no other line of the order is still to be sent. */
  readonly lineIds: readonly string[]
}

/** Leases the announcement that has been due longest; null when there is none. */
export async function takeDueAnnouncement(
  prisma: PrismaClient,
  leaseMs: number,
): Promise<Announcement | null> {
  const [taken] = await prisma.$queryRaw<Announcement[]>`
    UPDATE shipment SET announce_due_at = clock_timestamp() + ${`${leaseMs} milliseconds`}::interval,
      announce_attempts = announce_attempts + 1
    FROM "order"
    WHERE "order".id = shipment.order_id AND shipment.id = (
      SELECT id FROM shipment WHERE announce_due_at <= now() AND order_id IS NOT NULL
      ORDER BY announce_due_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING shipment.id, order_id AS "orderId", carrier, tracking_number AS "trackingNumber",
      announce_attempts AS attempts, COALESCE((
        SELECT array_agg(sent.external_id ORDER BY sent.position) FROM order_line sent
        WHERE sent.warehouse_order_code = shipment.warehouse_order_code AND sent.external_id IS NOT NULL
          AND EXISTS (SELECT 1 FROM order_line rest WHERE rest.order_id = shipment.order_id AND rest.status < 'SHIPPED')
      ), '{}') AS "lineIds", "order".source, "order".shop_id AS "shopId", "order".external_id AS "externalId"`
  return taken ?? null
}
