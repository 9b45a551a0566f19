import type { SeedOrder } from '../../../seed/orders.ts'
import type { Prisma } from '../generated/client.ts'
import { orderId, partId } from './ids.ts'
import { type TableRows, tableRows } from './table-rows.ts'

/** Parcels and where they were scanned. */
export function shipmentTables(orders: readonly SeedOrder[]): TableRows[] {
  const shipments: Prisma.ShipmentCreateManyInput[] = []
  const scans: Prisma.TrackingEventCreateManyInput[] = []
  for (const order of orders) {
    const owner = orderId(order.number)
    for (const [index, { leg, carrier, trackingNumber, status, events }] of order.shipments.entries()) {
      const id = partId(owner, 'shipment', index)
      const createdAt = events[0]?.occurredAt ?? order.updatedAt
      shipments.push({ id, orderId: owner, leg, carrier, trackingNumber, status, createdAt })
      scans.push(...events.map((event, at) => ({ id: partId(id, 'scan', at), shipmentId: id, ...event })))
    }
  }
  return [tableRows('shipment', shipments), tableRows('tracking_event', scans)]
}
