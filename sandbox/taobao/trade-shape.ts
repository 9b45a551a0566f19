import type {
  ConsumerLine,
  ConsumerOrder,
  ConsumerStatus,
  Receiver,
  RefundStatus,
} from '../state/consumer-order.ts'
import { goodsFen, paymentFen } from '../state/consumer-order.ts'
import { stableNumber } from '../state/ids.ts'
import { chinaTime, yuan } from '../wire/china-time.ts'

export const TRADE_STATUS: Readonly<Record<ConsumerStatus, string>> = {
  UNPAID: 'WAIT_BUYER_PAY',
  PAID: 'WAIT_SELLER_SEND_GOODS',
  PART_SHIPPED: 'SELLER_CONSIGNED_PART',
  SHIPPED: 'WAIT_BUYER_CONFIRM_GOODS',
  FINISHED: 'TRADE_FINISHED',
  CLOSED_UNPAID: 'TRADE_CLOSED_BY_TAOBAO',
  REFUNDED: 'TRADE_CLOSED',
}

export const REFUND_STATUS: Readonly<Record<RefundStatus, string>> = {
  ASKED: 'WAIT_SELLER_AGREE',
  AGREED: 'WAIT_BUYER_RETURN_GOODS',
  REFUSED: 'SELLER_REFUSE_BUYER',
  DONE: 'SUCCESS',
  WITHDRAWN: 'CLOSED',
}

/** A sub-order's own status: a shipped line of a partly shipped trade waits for the buyer already. */
function lineStatus(line: ConsumerLine, order: ConsumerOrder): string {
  if (line.refund?.status === 'DONE') return 'TRADE_CLOSED'
  if (order.status === 'PART_SHIPPED')
    return line.shipped ? 'WAIT_BUYER_CONFIRM_GOODS' : 'WAIT_SELLER_SEND_GOODS'
  return TRADE_STATUS[order.status]
}

/** An entry of `orders.order[]`. Here `sku_id` is text, while Item and Sku objects send it as a number. */
function orderRow(line: ConsumerLine, order: ConsumerOrder, full: boolean): Record<string, unknown> {
  const total = line.priceFen * line.quantity
  const parcel = order.parcels.find((each) => each.lineIds.includes(line.id))
  return {
    oid: BigInt(line.id),
    num_iid: BigInt(line.item.externalId),
    sku_id: line.sku.externalSkuId,
    outer_iid: line.item.key,
    outer_sku_id: line.sku.code,
    title: line.item.titleZh,
    price: yuan(line.priceFen),
    num: line.quantity,
    payment: yuan(total),
    total_fee: yuan(total),
    divide_order_fee: yuan(total),
    discount_fee: '0.00',
    sku_properties_name: line.sku.attributes.map((each) => `${each.nameZh}:${each.valueZh}`).join(';'),
    status: lineStatus(line, order),
    refund_status: line.refund ? REFUND_STATUS[line.refund.status] : 'NO_REFUND',
    ...(line.refund ? { refund_id: line.refund.id } : {}),
    ...(full ? { is_oversold: line.oversold } : {}),
    ...(full && parcel ? { logistics_company: parcel.carrierName, invoice_no: parcel.number } : {}),
  }
}

const stars = (text: string, keep: number) =>
  text.slice(0, keep) + '*'.repeat(Math.max(1, text.length - keep))

/** Personal data comes masked; `oaid` is the handle that shipping services take instead (protocols.md 1.7). */
function receiverRow(receiver: Receiver, id: string): Record<string, unknown> {
  return {
    receiver_name: stars(receiver.name, 1),
    receiver_state: receiver.province,
    receiver_city: receiver.city,
    receiver_district: receiver.district,
    receiver_town: receiver.town,
    receiver_address: stars(receiver.address, 2),
    receiver_zip: '000000',
    receiver_mobile: `${receiver.mobile.slice(0, 3)}****${receiver.mobile.slice(7)}`,
    oaid: `oaid-${stableNumber(id).toString(16)}-${stableNumber(receiver.mobile).toString(16)}`,
  }
}

const timeOf = (name: string, at: Date | undefined) => (at ? { [name]: chinaTime(at) } : {})

/** A trade. Lists give fewer fields than fullinfo does (protocols.md 1.4): no memo, no parcel, no oversold mark. */
export function tradeRow(order: ConsumerOrder, full: boolean): Record<string, unknown> {
  return {
    tid: BigInt(order.id),
    status: TRADE_STATUS[order.status],
    type: 'fixed',
    payment: yuan(paymentFen(order)),
    total_fee: yuan(goodsFen(order)),
    post_fee: yuan(order.postFen),
    discount_fee: yuan(order.discountFen),
    adjust_fee: '0.00',
    created: chinaTime(order.created),
    modified: chinaTime(order.modified),
    ...timeOf('pay_time', order.paidAt),
    ...timeOf('consign_time', order.shippedAt),
    ...timeOf('end_time', order.endedAt),
    buyer_nick: stars(order.buyer, 1),
    buyer_open_uid: `AAH${stableNumber(order.buyer).toString(36)}`,
    seller_nick: order.shop,
    seller_flag: 0,
    ...(full ? { buyer_message: order.message, seller_memo: '' } : {}),
    ...receiverRow(order.receiver, order.id),
    orders: { order: order.lines.map((line) => orderRow(line, order, full)) },
  }
}
