import { z } from 'zod'
import { localId } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { LockedOrder } from '../store/order.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { lockFor } from './acting.ts'
import type { OrderDeps } from './deps.ts'
import { moveOrder } from './move-order.ts'
import { outbound, shipped } from './parcels-moved.ts'
import { writeParcel } from './write-parcel.ts'

export const carrier = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N} ._-]{1,40}$/u, 'has to be the name or code of a carrier')
export const trackingNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{4,50}$/, 'has to be the number of a parcel')

const Input = z.object({ orderId: localId, carrier, trackingNumber })

/**
 * A parcel leaves for the customer: the reserved stock is sold, the order is SHIPPED. Further parcels may follow;
 * the same one twice is once.
 * @returns the order's id
 */
export function shipOrder(deps: OrderDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const { orderId, ...parcel } = parseInput(Input, input)
    return transaction(deps.prisma, async (tx) => {
      const order = await lockFor(tx, orderId, { actor, customerId: null }, ['orderId'])
      await refuseUnready(tx, order)
      const known = await tx.shipment.findUnique({ where: { carrier_trackingNumber: parcel } })
      if (known && (known.orderId !== orderId || known.purchaseOrderId !== null))
        throw new Refused('INVALID_INPUT', ['trackingNumber'], 'trackingNumber: is that of another parcel')
      if (known && order.status === 'SHIPPED') return orderId
      const { carrier: carrierName, trackingNumber: number } = parcel
      await writeParcel(
        tx,
        { carrierName, trackingNumber: number, state: null, steps: [] },
        { orderId, purchaseOrderId: null, destination: 'CUSTOMER', ...outbound(order) },
      )
      const note = `Parcel ${number} handed to ${carrierName}`
      if (order.status === 'SHIPPED') await moveOrder(tx, order, { note, actor })
      else await shipped(tx, deps.holds, order, note, actor)
      return orderId
    })
  })
}

/** Ready is what is all at the hub, and what was only taken from our own shelf. */
async function refuseUnready(tx: Tx, order: LockedOrder): Promise<void> {
  const { id, status } = order
  if (status === 'AT_WAREHOUSE' || status === 'SHIPPED') return
  const open = await tx.purchaseOrder.count({
    where: { orderId: id, status: { notIn: ['CANCELLED', 'RECEIVED'] } },
  })
  if (status === 'PAID' && open === 0) return
  throw new Refused(
    'INVALID_TRANSITION',
    ['orderId'],
    open > 0
      ? `The order is ${status} and waits for ${open} of its purchases.`
      : `An order that is ${status} can't be shipped.`,
  )
}
