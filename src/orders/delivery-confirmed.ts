import type { DeliveryConfirmed } from '../connectors/warehouse.ts'
import { canMove } from '../domain/order-state.ts'
import { lockOrder } from '../store/order.ts'
import { transaction } from '../store/transaction.ts'
import type { OrderDeps } from './deps.ts'
import { outbound, parcelsMoved, shipped } from './parcels-moved.ts'
import { type WrittenParcel, writeParcel } from './write-parcel.ts'

const ACTOR = 'warehouse:qimen'

/**
 * The warehouse has sent an order: its parcels are written, its stock is sold, and the marketplace it came from is to
 * be told the numbers. May come several times and late. False when there is no such order.
 */
export async function onDeliveryConfirmed(
  deps: Pick<OrderDeps, 'prisma' | 'holds'>,
  event: Pick<DeliveryConfirmed, 'deliveryOrderCode' | 'packages' | 'final'>,
): Promise<boolean> {
  return transaction(deps.prisma, async (tx) => {
    const order = await lockOrder(tx, { number: event.deliveryOrderCode })
    if (!order) return false
    const written: WrittenParcel[] = []
    for (const { carrier: carrierName, trackingNumber } of event.packages) {
      const parcel = await writeParcel(
        tx,
        { carrierName, trackingNumber, state: null, steps: [] },
        { orderId: order.id, purchaseOrderId: null, destination: 'CUSTOMER', ...outbound(order) },
      )
      if (!parcel) continue
      written.push(parcel)
      if (parcel.before === null && order.source !== 'STOREFRONT')
        await tx.shipment.update({
          where: { id: parcel.id },
          data: { announceDueAt: new Date() },
          select: { id: true },
        })
    }
    const left =
      event.packages.length > 0 && canMove(order.status, 'SHIPPED')
        ? await shipped(tx, deps.holds, order, 'The warehouse has sent it', ACTOR)
        : order
    await parcelsMoved(tx, deps, left, written, ACTOR)
    return true
  })
}
