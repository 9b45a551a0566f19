import type { DeliveryConfirmed } from '../connectors/warehouse.ts'
import { UNSENT } from '../domain/order-line.ts'
import { canMove } from '../domain/order-state.ts'
import type { LockedOrder } from '../store/order.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { lockOrderOfWarehouse, moveWarehouseOrder } from '../store/warehouse-order.ts'
import { type OrderDeps, ownerOf } from './deps.ts'
import { moveOrder } from './move-order.ts'
import { outbound, parcelsMoved, shipped } from './parcels-moved.ts'
import { type WrittenParcel, writeParcel } from './write-parcel.ts'

const ACTOR = 'warehouse:qimen'

/**
 * The warehouse has sent an order: its parcels are written, its stock is sold, and the marketplace it came from gets
 * the numbers. May come several times and late. False when there is no such order.
 */
export async function onDeliveryConfirmed(
  deps: Pick<OrderDeps, 'prisma' | 'holds'>,
  event: Pick<DeliveryConfirmed, 'deliveryOrderCode' | 'packages' | 'final'>,
): Promise<boolean> {
  return transaction(deps.prisma, async (tx) => {
    const order = await lockOrderOfWarehouse(tx, event.deliveryOrderCode)
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
          data: { announceDueAt: new Date(), warehouseOrderCode: event.deliveryOrderCode },
          select: { id: true },
        })
    }
    const left = event.packages.length > 0 ? await leave(tx, deps, order, event.deliveryOrderCode) : order
    await parcelsMoved(tx, deps, left, written, ACTOR)
    return true
  })
}

/**
 * The lines that the warehouse had under this code are gone, and their stock with them, also when the marketplace knew
 * of it before; the order is shipped with the last of those that live.
 */
async function leave(
  tx: Tx,
  { holds }: Pick<OrderDeps, 'holds'>,
  order: LockedOrder,
  code: string,
): Promise<LockedOrder> {
  const had = await moveWarehouseOrder(tx, code, ['SUBMITTED', 'ACCEPTED'], 'LEFT')
  const lines = had ? await tx.orderLine.findMany({ where: { warehouseOrderCode: code } }) : []
  await tx.orderLine.updateMany({
    where: { warehouseOrderCode: code, status: { in: [...UNSENT] } },
    data: { status: 'SHIPPED', refundPending: false },
  })
  const rest = await tx.orderLine.count({ where: { orderId: order.id, status: { in: [...UNSENT] } } })
  // Without lines on record it is the whole order.
  if ((rest === 0 || lines.length === 0) && canMove(order.status, 'SHIPPED'))
    return shipped(tx, holds, order, 'The warehouse has sent it', ACTOR)
  // What was called off and sent all the same is taken out of stock where that is decided.
  const isCalledOff = order.status === 'CANCELLED' || order.status === 'REFUNDED'
  if (lines.length === 0 || isCalledOff) return order
  const pieces = lines.flatMap(({ skuId, quantity }) => (skuId ? [{ skuId, quantity }] : []))
  await holds.consumePieces(tx, ownerOf(order.id), pieces, { actor: ACTOR, reference: order.number })
  if (rest === 0) return order
  return moveOrder(tx, order, { note: 'The warehouse has sent a part of it', actor: ACTOR })
}
