import type { SeedOrder } from '../../../seed/orders.ts'
import type { Prisma } from '../generated/client.ts'
import { orderId, partId } from './ids.ts'
import { type Step, step } from './step.ts'

/** Parcels and where they were scanned. */
export function shipmentSteps(orders: readonly SeedOrder[]): Step[] {
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
  return [
    step('shipments', shipments, (tx, data) => tx.shipment.createMany({ data })),
    step('tracking events', scans, (tx, data) => tx.trackingEvent.createMany({ data })),
  ]
}
