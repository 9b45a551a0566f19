import { z } from 'zod'
import { parcelNumber, parcelNumbers } from '../../domain/parcel-number.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonId } from '../json-params.ts'
import type {
  MarketplaceConnector,
  MarketplaceOrder,
  MarketplaceOrderStatus,
  Shipment,
} from '../marketplace.ts'
import { type Parcel, parcel, type TrackingState } from '../tracking.ts'
import { writeOnce } from '../write-once.ts'
import { assertDone, type JdClient } from './client.ts'

/** JD's carriers are numbers (protocols.md 2.5). */
const CARRIER_IDS: Readonly<Record<string, string>> = {
  SF: '467',
  EMS: '465',
  ZTO: '1499',
  YUNDA: '1327',
  STO: '470',
  YTO: '463',
  DEPPON: '3046',
  JD: '2087',
}

/** JD tells sellers no scans, only how far the order is. */
const STATES: Partial<Record<MarketplaceOrderStatus, TrackingState>> = {
  SHIPPED: 'in_transit',
  DELIVERED: 'delivered',
  COMPLETED: 'delivered',
}

/** Every line has the numbers of all parcels of the order. */
const numbersOf = ({ lines }: MarketplaceOrder) =>
  parcelNumbers(lines.map((line) => line.trackingNumber ?? '').join('|'))

/** Shipping and tracking of one shop's orders. JD has no partial shipment: an order leaves whole. */
export function shipping(client: JdClient, readOrder: MarketplaceConnector['readOrder']) {
  async function stands(
    shop: ShopCredentials,
    { orderId, trackingNumber }: Shipment,
    signal?: AbortSignal,
  ): Promise<true | null> {
    const order = await readOrder(shop, orderId, signal)
    return (order && numbersOf(order).includes(parcelNumber(trackingNumber))) || null
  }

  async function sendShipment(
    shop: ShopCredentials,
    shipment: Shipment,
    signal?: AbortSignal,
  ): Promise<void> {
    const { orderId, carrier, trackingNumber } = shipment
    const carrierId = CARRIER_IDS[carrier] ?? carrier
    if (!/^\d+$/.test(carrierId))
      throw new Rejected({
        upstream: 'JD',
        message: `carrier ${carrier} has no JD number`,
        code: 'unknown-carrier',
      })
    const send = async (): Promise<true> => {
      const answer = await client.call({
        shop,
        method: 'jingdong.pop.order.shipment',
        params: { orderId: jsonId(orderId), logiCoprId: carrierId, logiNo: trackingNumber },
        answer: z.record(z.string(), z.unknown()),
        repeatable: false,
        signal,
      })
      for (const result of Object.values(answer)) assertDone(result, `shipment of ${orderId}`)
      return true
    }
    try {
      await writeOnce({ send, standing: () => stands(shop, shipment, signal), again: true })
    } catch (error) {
      // JD refuses a second shipment of an order; ours may be the first one.
      if (!(error instanceof Rejected) || !(await stands(shop, shipment, signal))) throw error
    }
  }

  async function readTracking(
    shop: ShopCredentials,
    orderId: string,
    signal?: AbortSignal,
  ): Promise<readonly Parcel[]> {
    const order = await readOrder(shop, orderId, signal)
    if (!order) return []
    return numbersOf(order).map((trackingNumber) =>
      parcel({ trackingNumber, carrierName: null }, [], {
        state: STATES[order.status] ?? null,
        rawState: order.rawStatus,
      }),
    )
  }

  return { sendShipment, readTracking }
}
