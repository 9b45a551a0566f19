import type { ConsumerOrder } from '../state/consumer-order.ts'
import { type JdCall, type JdMethod, type JsonObject, pick } from './jd-call.ts'
import { jdBadParam } from './jd-refusal.ts'
import { JD_STATE, orderRow } from './order-shape.ts'

const MONTH_MS = 31 * 86_400_000

const OK = { success: true, numberCode: 0, chineseErrCode: '成功', englishErrCode: 'success' }

/** HTTP and `code` are fine and the call has still failed (protocols.md 2.3). */
const failed = (numberCode: number, chineseErrCode: string, englishErrCode: string) => ({
  success: false,
  numberCode,
  chineseErrCode,
  englishErrCode,
})

const listed = (call: JdCall) =>
  call.state.orders.list('JD', call.shop).filter((order) => JD_STATE[order.status] !== undefined)

/** `dateType` 1 means created; otherwise the window is on modified. */
function matching(call: JdCall, from: Date, to: Date): ConsumerOrder[] {
  const states = call.required('order_state').split(',')
  const date = (order: ConsumerOrder) => (call.text('dateType') === '1' ? order.created : order.modified)
  // 1 sorts ascending, anything else newest first.
  const turn = call.text('sortType') === '1' ? 1 : -1
  return listed(call)
    .filter((order) => states.includes('ALL') || states.includes(JD_STATE[order.status] ?? ''))
    .filter((order) => date(order) >= from && date(order) <= to)
    .sort((a, b) => turn * (date(a).getTime() - date(b).getTime()))
}

function fieldsOf(call: JdCall): string[] {
  return [
    'orderId',
    ...call
      .required('optional_fields')
      .split(',')
      .map((field) => field.trim()),
  ]
}

const search: JdMethod = (call) => {
  const fields = fieldsOf(call)
  call.required('order_state')
  const to = call.time('end_date') ?? call.now
  const from = call.time('start_date') ?? new Date(to.getTime() - MONTH_MS)
  const answer = (apiResult: JsonObject, orders: ConsumerOrder[], orderTotal: number) => ({
    searchorderinfo_result: {
      apiResult,
      orderInfoList: orders.map((order) => pick(orderRow(order), fields)),
      orderTotal,
    },
  })
  if (to.getTime() - from.getTime() > MONTH_MS || from > to)
    return answer(failed(10100015, '查询时间范围不能超过一个月', 'the window is over one month'), [], 0)
  call.required('page')
  call.required('page_size')
  const page = call.number('page', 1, 1, 1_000_000)
  const size = call.number('page_size', 20, 1, 100)
  const rows = matching(call, from, to)
  return answer(OK, rows.slice((page - 1) * size, page * size), rows.length)
}

const get: JdMethod = (call) => {
  const fields = fieldsOf(call)
  const id = call.required('order_id')
  const order = listed(call).find((each) => each.id === id)
  return {
    orderDetailInfo: order
      ? { apiResult: OK, orderInfo: pick(orderRow(order), fields) }
      : { apiResult: failed(10100001, '订单不存在', 'order not found') },
  }
}

/** Carrier ids are numbers at JD (protocols.md 2.5). */
const CARRIERS: Readonly<Record<string, string>> = {
  '467': '顺丰速运',
  '465': '邮政EMS',
  '1499': '中通速递',
  '1327': '韵达快递',
  '470': '申通快递',
  '463': '圆通快递',
  '3046': '德邦物流',
  '2087': '京东快递',
  '1274': '厂家自送',
}

const shipment: JdMethod = (call) => {
  const id = call.required('orderId')
  const carrier = call.required('logiCoprId')
  const number = call.required('logiNo')
  const carrierName = CARRIERS[carrier]
  if (carrierName === undefined) throw jdBadParam('logiCoprId')
  const order = listed(call).find((each) => each.id === id)
  const result = (apiResult: JsonObject) => ({ sopjosshipment_result: { ...apiResult, orderId: id } })
  if (!order) return result(failed(10100001, '订单不存在', 'order not found'))
  const sent = call.state.orders.ship(order, carrier, carrierName, number)
  return result(
    sent ? OK : failed(10400001, '订单状态不是等待出库，不允许出库', 'order is not to be shipped'),
  )
}

/** Orders and shipment. `enSearch` and `enGet` are the same with personal data encrypted; here it is invented anyway. */
export const orderMethods: Readonly<Record<string, JdMethod>> = {
  'jingdong.pop.order.search': search,
  'jingdong.pop.order.enSearch': search,
  'jingdong.pop.order.get': get,
  'jingdong.pop.order.enGet': get,
  'jingdong.pop.order.shipment': shipment,
}
