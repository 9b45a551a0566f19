import { z } from 'zod'
import { NOT_AHEAD, notAhead } from '../domain/clock.ts'
import { parseInput } from '../domain/parse-input.ts'
import { TRACKING_STATUSES } from '../domain/tracking.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { Shipment } from '../store/generated/client.ts'
import { lockOrder } from '../store/order.ts'
import { findParcel } from '../store/parcel.ts'
import { transaction } from '../store/transaction.ts'
import type { OrderDeps } from './deps.ts'
import { parcelsMoved } from './parcels-moved.ts'
import { carrier, trackingNumber } from './ship-order.ts'
import { writeParcel } from './write-parcel.ts'

const Input = z.object({
  carrier,
  trackingNumber,
  status: z.enum(TRACKING_STATUSES),
  description: z.string().trim().min(1, 'must not be empty').max(500, 'has to be at most 500 characters'),
  location: z.string().trim().max(200, 'has to be at most 200 characters').nullish(),
  occurredAt: z.date().refine(notAhead, NOT_AHEAD),
})

/**
 * One message of a carrier about a parcel that is known. Messages may come late, twice and in any order: the
 * parcel is what all of them add up to, and its order never moves back.
 * @returns the shipment's id
 */
export function recordTracking(deps: OrderDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const { carrier: carrierName, description, occurredAt, location, ...message } = parseInput(Input, input)
    return transaction(deps.prisma, async (tx) => {
      const parcel = { carrier: carrierName, trackingNumber: message.trackingNumber }
      const shipment = await findParcel(tx, parcel, null)
      if (!shipment) throw new Refused('NOT_FOUND', ['trackingNumber'], 'There is no such parcel.')
      const order = shipment.orderId ? await lockOrder(tx, { id: shipment.orderId }) : null
      const step = {
        at: occurredAt,
        text: description,
        rawCode: null,
        state: message.status,
        location: location ?? null,
      }
      const news = {
        carrierName: shipment.carrier,
        trackingNumber: message.trackingNumber,
        state: null,
        steps: [step],
      }
      const written = await writeParcel(tx, news, {
        ...shipment,
        destination: destinationOf(shipment, order?.source ?? 'STOREFRONT'),
      })
      if (order && written) await parcelsMoved(tx, deps, order, [written], actor)
      return shipment.id
    })
  })
}

/** A domestic parcel goes to the hub, unless it is a linked shop's own to its buyer. */
function destinationOf({ leg, purchaseOrderId }: Shipment, source: string): 'HUB' | 'CUSTOMER' {
  return leg === 'DOMESTIC' && (purchaseOrderId !== null || source === 'STOREFRONT') ? 'HUB' : 'CUSTOMER'
}
