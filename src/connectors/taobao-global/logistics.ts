import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { type Parcel, parcel, type TrackingState } from '../tracking.ts'
import { anyTimeGmt8, bareList, none, text } from '../wire.ts'
import type { IopClient } from './client.ts'
import type { GlobalOrder } from './purchase-map.ts'

/** purchasing.md 3.1 and 3.2; DELIVERING is their word for "on the way". */
const STATES: Readonly<Record<string, TrackingState>> = {
  UNKNOWN: 'pending',
  WAITING_COLLECT: 'info_received',
  COLLECTED: 'picked_up',
  DELIVERING: 'in_transit',
  SIGNED: 'delivered',
  REJECTED: 'refused',
  RETURNED: 'returned',
  EXCEPTION: 'exception',
  WAITING_CUSTOMS: 'customs',
  CUSTOMS_CLEARANCE: 'customs',
  CUSTOMS_FAILED: 'exception',
}

const step = z.object({
  time: none(anyTimeGmt8).optional().catch(null),
  status: none(text).optional(),
  action: none(text).optional(),
  status_desc: none(text).optional(),
  // Spelt so on the wire.
  standerd_desc: none(text).optional(),
})
const detail = z.object({
  mail_no: none(text).optional(),
  logistics_status: none(text).optional(),
  logistics_traces: bareList.pipe(z.array(step)),
  logistics_partner: bareList.pipe(z.array(z.object({ company: none(text).optional() }))).catch([]),
})
const answer = z.object({
  data: z.object({ pnm_logistics_details: bareList.pipe(z.array(detail)) }).nullish(),
})

/** Parcels of one order. They are reported by sub-order; lines of one parcel report the same one. */
export async function readParcels(
  client: IopClient,
  shop: ShopCredentials,
  order: GlobalOrder,
  signal?: AbortSignal,
): Promise<readonly Parcel[]> {
  const found = new Map<string, Parcel>()
  for (const sub of order.sub_purchase_orders.filter((one) => one.logistic_orders.length > 0)) {
    for (const one of await readDetails(client, shop, sub.sub_purchase_order_id, signal))
      found.set(one.trackingNumber ?? sub.sub_purchase_order_id, one)
    for (const { logistic_number, logistic_company_name } of sub.logistic_orders) {
      if (logistic_number && !found.has(logistic_number))
        found.set(
          logistic_number,
          parcel({ trackingNumber: logistic_number, carrierName: logistic_company_name ?? null }, []),
        )
    }
  }
  return [...found.values()]
}

async function readDetails(
  client: IopClient,
  shop: ShopCredentials,
  subOrderId: string,
  signal?: AbortSignal,
): Promise<Parcel[]> {
  try {
    const { data } = await client.call({
      shop,
      method: '/logistics/detail/get',
      params: { purchase_order_line_id: subOrderId },
      answer,
      signal,
    })
    return (data?.pnm_logistics_details ?? []).map((one) =>
      parcel(
        { trackingNumber: one.mail_no ?? null, carrierName: one.logistics_partner[0]?.company ?? null },
        one.logistics_traces.map((scan) => ({
          at: scan.time ?? null,
          text: scan.standerd_desc ?? scan.status_desc ?? '',
          rawCode: scan.status ?? scan.action ?? null,
          state: STATES[scan.status ?? ''] ?? null,
        })),
        { state: STATES[one.logistics_status ?? ''] ?? null, rawState: one.logistics_status ?? null },
      ),
    )
  } catch (error) {
    // No details yet: only the number from the order is known.
    if (error instanceof Rejected) return []
    throw error
  }
}
