import type { ParcelStep } from '../state/parcel.ts'
import { chinaTime } from '../wire/china-time.ts'
import type { TopCall, TopMethod } from './top-call.ts'
import { invalidArgument, remoteRefusal } from './top-refusal.ts'
import { ownTrade } from './trades.ts'

const CARRIERS: Readonly<Record<string, string>> = {
  SF: '顺丰速运',
  ZTO: '中通快递',
  YTO: '圆通速递',
  STO: '申通快递',
  YUNDA: '韵达快递',
  EMS: 'EMS',
  DBKD: '德邦快递',
  JD: '京东快递',
  OTHER: '其他',
}

/** `sub_tid` names lines of the trade, and `is_split` says that more parcels follow. */
function lineIds(call: TopCall, max: number): string[] | undefined {
  const split = call.number('is_split', 0, 0, 1) === 1
  if (call.text('sub_tid') === undefined) return undefined
  const ids = call.ids('sub_tid', max)
  if (!split) throw invalidArgument('is_split', 'sub_tid goes with is_split=1')
  return ids
}

function send(outSidRequired: boolean, maxSubs: number): TopMethod {
  return (call) => {
    const order = ownTrade(call)
    const code = call.required('company_code')
    const carrierName = CARRIERS[code]
    if (carrierName === undefined)
      throw remoteRefusal('isv.logistics-offline-service-error:B01', `no carrier ${code}`)
    const number = outSidRequired
      ? call.required('out_sid')
      : (call.text('out_sid') ?? `ON${order.id.slice(-12)}`)
    const sent = call.state.orders.ship(order, code, carrierName, number, lineIds(call, maxSubs))
    // B04: the order is not in a state to be shipped (protocols.md 1.5).
    if (!sent) throw remoteRefusal('isv.logistics-offline-service-error:B04', '订单状态不允许发货')
    return { shipping: { is_success: true } }
  }
}

/** Words of the trace `action` list (purchasing.md 3.1). */
const ACTION: Readonly<Record<ParcelStep, string>> = {
  SHIPPED: 'CONSIGN',
  PICKED_UP: 'GOT',
  DEPARTED: 'DEPARTURE',
  ARRIVED: 'ARRIVAL',
  OUT_FOR_DELIVERY: 'SENT_SCAN',
  SIGNED: 'SIGNED',
}

const traceSearch: TopMethod = (call) => {
  const order = ownTrade(call)
  const subs = call.text('sub_tid') === undefined ? undefined : call.ids('sub_tid', 50)
  const parcel = order.parcels.find((each) => !subs || each.lineIds.some((id) => subs.includes(id)))
  if (!parcel) throw remoteRefusal('isv.logistics-trace-service-error:B01', '没有物流信息')
  const last = parcel.events.at(-1)
  return {
    out_sid: parcel.number,
    company_name: parcel.carrierName,
    tid: BigInt(order.id),
    status: last?.step === 'SIGNED' ? '对方已签收' : '运输中',
    trace_list: {
      transit_step_info: parcel.events.map((event) => ({
        status_time: chinaTime(event.at),
        status_desc: event.text,
        action: ACTION[event.step],
      })),
    },
  }
}

/** Shipping and its trace. */
export const logisticsMethods: Readonly<Record<string, TopMethod>> = {
  'taobao.logistics.offline.send': send(true, 50),
  'taobao.logistics.online.send': send(false, 20),
  'taobao.logistics.trace.search': traceSearch,
}
