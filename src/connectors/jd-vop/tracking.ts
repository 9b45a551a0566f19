import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { FollowedOrder, PurchaseOrder, PurchaseStatus } from '../purchasing.ts'
import { type Parcel, parcel, type TrackingState } from '../tracking.ts'
import { anyTimeGmt8, bareList, none, text } from '../wire.ts'
import type { VopClient } from './client.ts'

/** VOP's scans are free text, so only the order's own state says where the parcel is (purchasing.md 3.3). */
const STATES: Partial<Record<PurchaseStatus, TrackingState>> = {
  SHIPPED: 'in_transit',
  RECEIVED: 'delivered',
  COMPLETED: 'delivered',
}

const track = z.object({
  orderTrack: bareList.pipe(
    z.array(z.object({ content: z.string().catch(''), msgTime: none(anyTimeGmt8).optional().catch(null) })),
  ),
  waybillCode: bareList
    .pipe(z.array(z.object({ deliveryOrderId: none(text).optional(), carrier: none(text).optional() })))
    .catch([]),
})

/** One part of an order with its parcels. The parcel number may be missing, or be the order's own. */
export async function follow(
  client: VopClient,
  shop: ShopCredentials,
  order: PurchaseOrder,
  signal?: AbortSignal,
): Promise<FollowedOrder> {
  const { externalId, status } = order
  if (!(status in STATES)) return { ...order, parcels: [] }
  const answer = await client
    .call({
      shop,
      method: 'order/orderTrack',
      params: { jdOrderId: externalId, waybillCode: 1 },
      answer: track,
      signal,
    })
    .catch((error: unknown) => {
      if (error instanceof Rejected) return null
      throw error
    })
  const steps = (answer?.orderTrack ?? []).map((one) => ({
    at: one.msgTime ?? null,
    text: one.content,
    rawCode: null,
    state: null,
  }))
  const own = { state: STATES[status] ?? null, rawState: order.rawStatus }
  const numbered = (answer?.waybillCode ?? []).filter((one) => one.deliveryOrderId)
  const parcels: Parcel[] =
    numbered.length === 0
      ? [parcel({ trackingNumber: null, carrierName: null }, steps, own)]
      : numbered.map((one) =>
          parcel(
            { trackingNumber: one.deliveryOrderId ?? null, carrierName: one.carrier ?? null },
            steps,
            own,
          ),
        )
  return { ...order, parcels }
}
