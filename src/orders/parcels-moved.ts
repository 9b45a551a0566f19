import { UNSENT } from '../domain/order-line.ts'
import { canMove } from '../domain/order-state.ts'
import type { LockedOrder } from '../store/order.ts'
import type { Tx } from '../store/transaction.ts'
import { type Holds, ownerOf } from './deps.ts'
import { forAll, moveOrder, type Note } from './move-order.ts'
import { followPurchases } from './purchases/settle.ts'
import type { WrittenParcel } from './write-parcel.ts'

/**
 * Updates an order after its parcels were written: those from sellers bring it to the hub, those to the
 * customer ship and deliver it (purchasing.md 3.3: the two legs are apart). Under the order's lock.
 */
export async function parcelsMoved(
  tx: Tx,
  { holds }: { readonly holds: Pick<Holds, 'consume'> },
  order: LockedOrder,
  written: readonly WrittenParcel[],
  actor: string,
): Promise<LockedOrder> {
  let now = order
  for (const { trackingNumber, before, status } of written)
    if (before !== status)
      now = await moveOrder(tx, now, {
        note: forAll(`Parcel ${trackingNumber}: ${status}`),
        actor,
        about: `parcel:${trackingNumber}`,
      })
  now = await fromSellers(tx, now, actor)
  return toCustomer(tx, holds, now, actor)
}

/** A purchase all of whose parcels are at the hub has been received. */
async function fromSellers(tx: Tx, order: LockedOrder, actor: string): Promise<LockedOrder> {
  const purchases = await tx.purchaseOrder.findMany({
    where: { orderId: order.id, status: { in: ['PAID', 'SHIPPED'] } },
    select: { id: true, status: true, shipments: { select: { status: true } } },
  })
  const received = purchases.filter(
    ({ status, shipments }) =>
      // Before the seller says that all was sent, more parcels may follow.
      status === 'SHIPPED' &&
      shipments.length > 0 &&
      shipments.every((shipment) => shipment.status === 'ARRIVED_AT_HUB'),
  )
  if (received.length === 0) return order
  await tx.purchaseOrder.updateMany({
    where: { id: { in: received.map((purchase) => purchase.id) } },
    data: { status: 'RECEIVED' },
  })
  return followPurchases(tx, order, actor)
}

/** On its way once a carrier has any parcel for the customer; delivered when all of them are. */
async function toCustomer(
  tx: Tx,
  holds: Pick<Holds, 'consume'>,
  order: LockedOrder,
  actor: string,
): Promise<LockedOrder> {
  const parcels = await tx.shipment.findMany({
    where: { orderId: order.id, purchaseOrderId: null, ...outbound(order) },
    select: { status: true },
  })
  let now = order
  // Of a shop's order a part may have left alone; storefront orders leave as soon as a carrier has any of it.
  if (order.source !== 'STOREFRONT' && (await unsentLines(tx, order.id)) > 0) return order
  if (parcels.some(({ status }) => status !== 'PENDING') && canMove(now.status, 'SHIPPED'))
    now = await shipped(tx, holds, now, forAll('A carrier has a parcel for the customer'), actor)
  if (
    parcels.length > 0 &&
    parcels.every(({ status }) => status === 'DELIVERED') &&
    canMove(now.status, 'DELIVERED')
  )
    now = await moveOrder(tx, now, { to: 'DELIVERED', note: forAll('All parcels are delivered'), actor })
  return now
}

/** Storefront orders leave the country; those of linked shops go to a buyer in China. */
export function outbound({ source }: Pick<LockedOrder, 'source'>): { leg: 'INTERNATIONAL' | 'DOMESTIC' } {
  return { leg: source === 'STOREFRONT' ? 'INTERNATIONAL' : 'DOMESTIC' }
}

/** Lines that live and have not left. */
function unsentLines(tx: Tx, orderId: string): Promise<number> {
  return tx.orderLine.count({ where: { orderId, status: { in: [...UNSENT] } } })
}

/** The goods leave the warehouse: reserved units are sold. */
export async function shipped(
  tx: Tx,
  holds: Pick<Holds, 'consume'>,
  order: LockedOrder,
  note: Note,
  actor: string,
): Promise<LockedOrder> {
  const moved = await moveOrder(tx, order, { to: 'SHIPPED', note, actor })
  await holds.consume(tx, ownerOf(order.id), { actor, reference: order.number })
  return moved
}
