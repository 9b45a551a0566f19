import { z } from 'zod'
import { parcelNumber } from '../../domain/parcel-number.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { MarketplaceConnector, MarketplaceOrderLine, Shipment } from '../marketplace.ts'
import { type Parcel, parcel, type TrackingState } from '../tracking.ts'
import { flag, none, text, timeGmt8, wrapped } from '../wire.ts'
import { writeOnce } from '../write-once.ts'
import type { TopClient } from './client.ts'

/** Our carrier names that Taobao spells otherwise; any other code is passed on as it is. */
const COMPANY_CODES: Readonly<Record<string, string>> = { DEPPON: 'DBL' }

/** The order is not in a state to be shipped, also the answer to an existing shipment (protocols.md 1.5). */
const NOT_SHIPPABLE = /^isv\.logistics-(offline|online)-service-error:B04/

const shipped = z.object({ shipping: z.object({ is_success: flag }) })
const trace = z.object({
  out_sid: none(text).optional(),
  company_name: none(z.string()).optional(),
  status: none(z.string()).optional(),
  trace_list: wrapped('transit_step_info').pipe(
    z.array(
      z.object({
        status_time: none(timeGmt8).catch(null),
        status_desc: z.string().catch(''),
        action: none(z.string()).optional(),
      }),
    ),
  ),
})

/** Shipping and tracking of one shop's trades; the order is read to learn which parcels there are. */
export function shipping(client: TopClient, readOrder: MarketplaceConnector['readOrder']) {
  async function stands(
    shop: ShopCredentials,
    { orderId, lineIds = [], trackingNumber }: Shipment,
    signal?: AbortSignal,
  ): Promise<true | null> {
    const lines = (await readOrder(shop, orderId, signal))?.lines ?? []
    const number = parcelNumber(trackingNumber)
    const carries = (line: MarketplaceOrderLine) => parcelNumber(line.trackingNumber ?? '') === number
    // Lines refunded before dispatch get no number, so an order counts as shipped when any line has it.
    if (lineIds.length === 0) return lines.some(carries) || null
    const named = lines.filter((line) => lineIds.includes(line.externalId))
    return (named.length > 0 && named.every(carries)) || null
  }

  async function sendShipment(
    shop: ShopCredentials,
    shipment: Shipment,
    signal?: AbortSignal,
  ): Promise<void> {
    const { orderId, lineIds = [], carrier, trackingNumber } = shipment
    const send = async (): Promise<true> => {
      const { shipping } = await client.call({
        shop,
        method: 'taobao.logistics.offline.send',
        params: {
          tid: orderId,
          company_code: COMPANY_CODES[carrier] ?? carrier,
          out_sid: trackingNumber,
          ...(lineIds.length > 0 ? { is_split: 1, sub_tid: lineIds.join(',') } : {}),
        },
        answer: shipped,
        repeatable: false,
        signal,
      })
      if (!shipping.is_success)
        throw new Rejected({
          upstream: 'TAOBAO',
          message: 'the shipment was not taken',
          code: 'is_success=false',
        })
      return true
    }
    try {
      await writeOnce({ send, standing: () => stands(shop, shipment, signal), again: true })
    } catch (error) {
      const repeated = error instanceof Rejected && NOT_SHIPPABLE.test(error.code ?? '')
      if (!repeated || !(await stands(shop, shipment, signal))) throw error
    }
  }

  async function readParcel(
    shop: ShopCredentials,
    tid: string,
    lineIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<Parcel> {
    const answer = await client.call({
      shop,
      method: 'taobao.logistics.trace.search',
      params: { tid, ...(lineIds.length > 0 ? { is_split: 1, sub_tid: lineIds.join(',') } : {}) },
      answer: trace,
      signal,
    })
    return parcel(
      { trackingNumber: answer.out_sid ?? null, carrierName: answer.company_name ?? null },
      answer.trace_list.map((step) => ({
        at: step.status_time,
        text: step.status_desc,
        rawCode: step.action ?? null,
        state: stateOf(step.action ?? null),
      })),
      { state: null, rawState: answer.status ?? null },
    )
  }

  async function readTracking(
    shop: ShopCredentials,
    orderId: string,
    signal?: AbortSignal,
  ): Promise<readonly Parcel[]> {
    const order = await readOrder(shop, orderId, signal)
    if (
      order === null ||
      (order.shippedAt === null &&
        !['PARTLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED'].includes(order.status))
    )
      return []
    const numbers = Map.groupBy(
      order.lines.filter((line) => line.trackingNumber !== null),
      (line) => parcelNumber(line.trackingNumber ?? ''),
    )
    if (numbers.size <= 1) return [await readParcel(shop, orderId, [], signal)]
    const parcels: Parcel[] = []
    for (const lines of numbers.values()) {
      parcels.push(
        await readParcel(
          shop,
          orderId,
          lines.map((line) => line.externalId),
          signal,
        ),
      )
    }
    return parcels
  }

  return { sendShipment, readTracking }
}

/** Cainiao and Tmall trace actions (purchasing.md 3.1, 3.2); an open list, so unknown ones are null. */
const ACTIONS: readonly (readonly [RegExp, TrackingState])[] = [
  [/^(CONSIGN|GTMS_ASN|GWMS_ACCEPT)$/, 'info_received'],
  [/^(GOT|PU_PICKUP_SUCCESS|TMS_ACCEPT)$/, 'picked_up'],
  [/^(SENT_SCAN|GTMS_DELIVERING|TMS_DELIVERING)$/, 'out_for_delivery'],
  [/^(GTMS_WAIT_SELF_PICK|GSTA_INBOUND)$/, 'available_for_pickup'],
  [/^(GTMS_DEL_FAILURE|FAILED)$/, 'attempt_failed'],
  [/^(REJECT|TMS_FAILED)$/, 'refused'],
  [/^RETURNED$/, 'returned'],
  [/^(SIGNED|STA_SIGN|TMS_SIGN|.*_SIGNED)$/, 'delivered'],
  [/^(TMS_ERROR|CUS_TAX|.*_FAIL(URE)?)$/, 'exception'],
  [/^(CC_|CIQ_|CUS_)/, 'customs'],
  [/^RT_/, 'returning'],
  [/^(ARRIVAL|DEPARTURE)$|^(SC_|LH_|TD_|TMS_STATION_)/, 'in_transit'],
]

function stateOf(action: string | null): TrackingState | null {
  return ACTIONS.find(([pattern]) => action !== null && pattern.test(action))?.[1] ?? null
}
