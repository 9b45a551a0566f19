import { z } from 'zod'
import { idempotencyKey, localId } from '../domain/input-schemas.ts'
import { parcelNumber } from '../domain/parcel-number.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import type { LockedOrder } from '../store/order.ts'
import { findParcel } from '../store/parcel.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { lockFor } from './acting.ts'
import type { OrderDeps } from './deps.ts'
import { forAll, moveOrder } from './move-order.ts'
import { outbound, shipped } from './parcels-moved.ts'
import { writeParcel } from './write-parcel.ts'

export const carrier = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N} ._-]{1,40}$/u, 'has to be the name or code of a carrier')
export const trackingNumber = z
  .string()
  .max(200, 'has to be the number of a parcel')
  .transform(parcelNumber)
  .pipe(z.string().regex(/^[A-Z0-9]{4,50}$/, 'has to be the number of a parcel'))

const Input = z.object({ orderId: localId, carrier, trackingNumber, idempotencyKey })

/**
 * A parcel leaves for the customer: the reserved stock is sold, the order is SHIPPED. Further parcels may follow;
 * the same one twice is once.
 * @returns the order's id
 */
export function shipOrder(deps: OrderDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { orderId, carrier: carrierName, trackingNumber: number } = parsed
    const ship = async (tx: Tx) => {
      const order = await lockFor(tx, orderId, { actor, customerId: null }, ['orderId'])
      await refuseUnready(tx, order)
      const known = await findParcel(tx, parsed, { orderId, leg: outbound(order).leg })
      if (known && (known.orderId !== orderId || known.purchaseOrderId !== null))
        throw new Refused('INVALID_INPUT', ['trackingNumber'], 'trackingNumber: is that of another parcel')
      if (known && order.status === 'SHIPPED') return orderId
      await writeParcel(
        tx,
        { carrierName, trackingNumber: number, state: null, steps: [] },
        { orderId, purchaseOrderId: null, destination: 'CUSTOMER', ...outbound(order) },
      )
      const note = forAll(`Parcel ${number} handed to ${carrierName}`)
      if (order.status === 'SHIPPED') await moveOrder(tx, order, { note, actor })
      else await shipped(tx, deps.holds, order, note, actor)
      return orderId
    }
    const request = { actor, operation: 'shipOrder', input: parsed }
    return transaction(deps.prisma, (tx) => idempotent(tx, request, () => ship(tx)))
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
