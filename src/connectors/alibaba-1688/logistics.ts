import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { type Parcel, parcel, type TrackingState } from '../tracking.ts'
import { bareList, none, text } from '../wire.ts'
import type { Client1688 } from './client.ts'
import { time1688 } from './time.ts'

/** purchasing.md 3.2; SIGN at the forwarder's door is not yet the consumer's. */
const STATES: Readonly<Record<string, TrackingState>> = {
  CONSIGN: 'info_received',
  WAITACCEPT: 'info_received',
  ACCEPT: 'picked_up',
  TRANSPORT: 'in_transit',
  DELIVERING: 'out_for_delivery',
  AGENT_SIGN: 'available_for_pickup',
  SIGN: 'delivered',
  FAILED: 'attempt_failed',
  NOGET: 'exception',
}

const info = z.object({
  logisticsId: none(text).optional(),
  logisticsBillNo: none(text).optional(),
  logisticsCompanyName: none(text).optional(),
  status: none(text).optional(),
})
const trace = z.object({
  logisticsId: none(text).optional(),
  logisticsBillNo: none(text).optional(),
  logisticsSteps: bareList.pipe(
    z.array(z.object({ acceptTime: none(time1688).optional().catch(null), remark: z.string().catch('') })),
  ),
})
const infos = z.object({ result: bareList.pipe(z.array(info)) })
const traces = z.object({ logisticsTrace: bareList.pipe(z.array(trace)) })

/** Parcels of one order from the two logistics calls: numbers and states from one, scans from the other. */
export async function readTracking(
  client: Client1688,
  shop: ShopCredentials,
  orderId: string,
  signal?: AbortSignal,
): Promise<readonly Parcel[]> {
  const params = { orderId, webSite: '1688' }
  const heads = await unlessNone(
    client.call({
      shop,
      method: 'com.alibaba.logistics:alibaba.trade.getLogisticsInfos.buyerView',
      params,
      answer: infos,
      signal,
    }),
  )
  if (!heads || heads.result.length === 0) return []
  const scans = await unlessNone(
    client.call({
      shop,
      method: 'com.alibaba.logistics:alibaba.trade.getLogisticsTraceInfo.buyerView',
      params,
      answer: traces,
      signal,
    }),
  )
  return heads.result.map((head) => {
    const mine = scans?.logisticsTrace.find(
      (one) =>
        (one.logisticsId && one.logisticsId === head.logisticsId) ||
        (one.logisticsBillNo && one.logisticsBillNo === head.logisticsBillNo),
    )
    const steps = (mine?.logisticsSteps ?? []).map((step) => ({
      at: step.acceptTime ?? null,
      text: step.remark,
      rawCode: null,
      state: null,
    }))
    return parcel(
      { trackingNumber: head.logisticsBillNo ?? null, carrierName: head.logisticsCompanyName ?? null },
      steps,
      { state: STATES[head.status ?? ''] ?? null, rawState: head.status ?? null },
    )
  })
}

/** Error 404 says "no logistics yet", which is how an order begins. */
async function unlessNone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof Rejected && (error.code === '404' || /\b404\b|no logistics/i.test(error.message)))
      return null
    throw error
  }
}
