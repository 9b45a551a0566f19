import { stableNumber } from '../state/ids.ts'
import type { ParcelStep } from '../state/parcel.ts'
import type { Purchase, PurchaseLine, PurchaseStatus } from '../state/purchase.ts'
import { purchaseTotalFen } from '../state/purchase.ts'
import { chinaTime } from '../wire/china-time.ts'
import type { JsonObject } from '../wire/json-object.ts'
import type { IopMethod } from './iop-call.ts'
import { iopMissing } from './iop-refusal.ts'

/** `BULIDING` and `WAIT_BUYER_P` are spelt so on the wire (purchasing.md 1.4). */
export const GLOBAL_STATUS: Readonly<Record<PurchaseStatus, string>> = {
  HELD: 'BULIDING',
  UNPAID: 'WAIT_BUYER_P',
  PAYING: 'WAIT_BUYER_P',
  PAID: 'WAIT_SELLER_SEND_GOODS',
  SHIPPED: 'WAIT_BUYER_CONFIRM_GOODS',
  SIGNED: 'WAIT_BUYER_CONFIRM_GOODS',
  FINISHED: 'TRADE_FINISHED',
  CANCELLED: 'TRADE_CLOSED',
}

const HALF_HOUR_MS = 30 * 60_000

function subRow(line: PurchaseLine, purchase: Purchase): JsonObject {
  return {
    sub_purchase_order_id: BigInt(line.id),
    order_line_no: line.ownLine,
    item_id: BigInt(line.item.externalId),
    sku_id: BigInt(line.sku.externalSkuId),
    quantity: line.quantity,
    status: GLOBAL_STATUS[purchase.status],
    close_reason: purchase.closeReason,
    error_code: purchase.payFailure,
    detail_error_code: purchase.payFailure,
    ...(purchase.paidAt ? { alipay_pay_order_no: `2026${stableNumber(purchase.id)}` } : {}),
    purchase_order_outer_id: purchase.paidAt ? String(BigInt(line.id) + 1n) : '',
    logistic_orders: purchase.parcels.map((parcel) => ({
      logistic_company_name: parcel.carrierName,
      logistic_number: parcel.number,
      rts_time: purchase.shippedAt?.getTime(),
    })),
    international_logistic_orders: [],
    can_confirm_receipt: purchase.status === 'SIGNED',
  }
}

function orderRow(purchase: Purchase): JsonObject {
  const total = purchaseTotalFen(purchase)
  const unpaid = ['HELD', 'UNPAID', 'PAYING'].includes(purchase.status)
  return {
    purchase_id: BigInt(purchase.id),
    outer_purchase_id: purchase.ownKey,
    status: GLOBAL_STATUS[purchase.status],
    purchase_amount: total,
    pay_amount: purchase.paidAt ? total : 0,
    domestic_post_fee: purchase.freightFen,
    ...(purchase.paidAt ? { pay_time: purchase.paidAt.getTime() } : {}),
    created_time: purchase.created.getTime(),
    modify_time: purchase.modified.getTime(),
    ...(unpaid ? { next_close_time_without_payment: purchase.created.getTime() + HALF_HOUR_MS } : {}),
    sub_purchase_orders: purchase.lines.map((line) => subRow(line, purchase)),
  }
}

/** By ids, by the buyer's own key, or by modified time. `success` is text here. */
const ordersQuery: IopMethod = (call) => {
  const ids = call.text('purchase_ids') === undefined ? undefined : call.ids('purchase_ids', 100)
  const ownKey = call.text('outer_purchase_id')
  const from = call.time('modify_time_start')
  const to = call.time('modify_time_end')
  if (!ids && ownKey === undefined && !from) throw iopMissing('purchase_ids')
  const status = call.text('status')
  const page = call.number('page_no', 1, 1, 10_000)
  const size = call.number('page_size', 20, 1, 100)
  const rows = call.state.purchases
    .list('TAOBAO_GLOBAL')
    .filter((purchase) => purchase.buyer === call.account)
    .filter((purchase) => ids === undefined || ids.includes(purchase.id))
    .filter((purchase) => ownKey === undefined || purchase.ownKey === ownKey)
    .filter((purchase) => (!from || purchase.modified >= from) && (!to || purchase.modified <= to))
    .filter((purchase) => status === undefined || GLOBAL_STATUS[purchase.status] === status)
    .sort((a, b) => b.modified.getTime() - a.modified.getTime())
  const shown = rows.slice((page - 1) * size, page * size).map(orderRow)
  return {
    success: 'true',
    error_code: '',
    error_msg: '',
    data: { results_total: rows.length, purchase_orders: shown },
  }
}

const PARCEL_STATUS: Readonly<Record<ParcelStep, string>> = {
  SHIPPED: 'WAITING_COLLECT',
  PICKED_UP: 'COLLECTED',
  DEPARTED: 'DELIVERING',
  ARRIVED: 'DELIVERING',
  OUT_FOR_DELIVERY: 'DELIVERING',
  SIGNED: 'SIGNED',
}

/** By sub-order id. `standerd_desc` is spelt so. */
const logisticsDetail: IopMethod = (call) => {
  const id = call.required('purchase_order_line_id')
  const purchase = call.state.purchases
    .list('TAOBAO_GLOBAL')
    .find((each) => each.buyer === call.account && each.lines.some((line) => line.id === id))
  if (!purchase)
    return { result: { success: false, error_code: 'ORDER_NOT_FOUND', error_msg: 'no such order' } }
  const details = purchase.parcels.map((parcel) => {
    const last = parcel.events.at(-1)
    return {
      mail_no: parcel.number,
      logistics_status: last ? PARCEL_STATUS[last.step] : 'UNKNOWN',
      logistics_desc: last?.text ?? '',
      logistics_traces: parcel.events.map((event) => ({
        time: chinaTime(event.at),
        status: PARCEL_STATUS[event.step],
        action: event.step,
        status_desc: event.text,
        standerd_desc: event.text,
        city: event.city,
        next_city: '',
        facility_name: '',
      })),
      logistics_partner: [{ company: parcel.carrierName }],
      logistics_goods: [],
    }
  })
  return {
    result: { success: true, error_code: '', error_msg: '', data: { pnm_logistics_details: details } },
  }
}

/** State of the orders and of their parcels. */
export const orderViewMethods: Readonly<Record<string, IopMethod>> = {
  '/purchase/orders/query': ordersQuery,
  '/logistics/detail/get': logisticsDetail,
}
