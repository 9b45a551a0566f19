import { z } from 'zod'
import { money } from '../../domain/money.ts'
import type {
  MarketplaceLineState,
  MarketplaceOrder,
  MarketplaceOrderLine,
  MarketplaceOrderStatus,
  OrderHead,
  Receiver,
} from '../marketplace.ts'
import { flag, id, int, none, readRows, text, timeGmt8, wrapped, yuan } from '../wire.ts'
import { refundState } from './refund-state.ts'

/** Fields of the list call; details are read only for trades that changed. */
export const HEAD_FIELDS = 'tid,modified,status'
export const TRADE_FIELDS = [
  'tid,status,type,payment,total_fee,post_fee,discount_fee,adjust_fee,created,pay_time,modified,consign_time,end_time',
  'buyer_nick,buyer_open_uid,buyer_message,seller_memo,seller_flag,step_trade_status',
  'receiver_name,receiver_state,receiver_city,receiver_district,receiver_town,receiver_address,receiver_zip',
  'receiver_mobile,receiver_phone,oaid,orders',
].join(',')

/** protocols.md 1.7. TRADE_CLOSED is a trade closed after payment, so by a full refund. */
const STATUS: Readonly<Record<string, MarketplaceOrderStatus>> = {
  TRADE_NO_CREATE_PAY: 'PENDING_PAYMENT',
  WAIT_BUYER_PAY: 'PENDING_PAYMENT',
  PAY_PENDING: 'PENDING_PAYMENT',
  WAIT_PRE_AUTH_CONFIRM: 'PENDING_PAYMENT',
  WAIT_SELLER_SEND_GOODS: 'PAID',
  PAID_FORBID_CONSIGN: 'ON_HOLD',
  SELLER_CONSIGNED_PART: 'PARTLY_SHIPPED',
  WAIT_BUYER_CONFIRM_GOODS: 'SHIPPED',
  TRADE_BUYER_SIGNED: 'DELIVERED',
  TRADE_FINISHED: 'COMPLETED',
  TRADE_CLOSED: 'REFUNDED',
  TRADE_CLOSED_BY_TAOBAO: 'CANCELLED',
}

/** A sub-order that was refunded in full is closed alone; its trade goes on. */
const LINE_STATE: Readonly<Record<string, MarketplaceLineState>> = {
  WAIT_BUYER_PAY: 'WAITS',
  WAIT_SELLER_SEND_GOODS: 'WAITS',
  PAID_FORBID_CONSIGN: 'WAITS',
  WAIT_BUYER_CONFIRM_GOODS: 'SENT',
  TRADE_BUYER_SIGNED: 'SENT',
  TRADE_FINISHED: 'SENT',
  TRADE_CLOSED: 'CLOSED',
  TRADE_CLOSED_BY_TAOBAO: 'CLOSED',
}

const head = z.object({ tid: id, status: z.string(), modified: none(timeGmt8).optional() })

const order = z.object({
  oid: id,
  num_iid: none(id).optional(),
  sku_id: none(id).optional(),
  outer_sku_id: none(text).optional(),
  title: z.string().catch(''),
  sku_properties_name: none(z.string()).optional(),
  price: yuan,
  num: int,
  divide_order_fee: none(yuan).optional().catch(null),
  payment: none(yuan).optional(),
  total_fee: none(yuan).optional(),
  status: none(z.string()).optional(),
  refund_status: none(z.string()).optional(),
  invoice_no: none(text).optional(),
  is_oversold: flag.catch(false),
})

const optionalText = none(text).optional()
const trade = head.extend({
  payment: yuan,
  post_fee: none(yuan).optional(),
  discount_fee: none(yuan).optional(),
  created: none(timeGmt8).optional(),
  pay_time: none(timeGmt8).optional(),
  consign_time: none(timeGmt8).optional(),
  end_time: none(timeGmt8).optional(),
  buyer_nick: optionalText,
  buyer_open_uid: optionalText,
  buyer_message: optionalText,
  seller_memo: optionalText,
  receiver_name: optionalText,
  receiver_state: optionalText,
  receiver_city: optionalText,
  receiver_district: optionalText,
  receiver_town: optionalText,
  receiver_address: optionalText,
  receiver_zip: optionalText,
  receiver_mobile: optionalText,
  receiver_phone: optionalText,
  oaid: optionalText,
  orders: wrapped('order').pipe(z.array(order)),
})
type Trade = z.output<typeof trade>

/** Rows of the list call. */
export function readHeads(rows: readonly unknown[]) {
  const { good, unreadable } = readRows(head, rows, 'tid')
  const heads = good.map(
    ({ value }): OrderHead => ({
      externalId: value.tid,
      modifiedAt: value.modified ?? null,
      status: STATUS[value.status] ?? 'UNKNOWN',
    }),
  )
  return { heads, unreadable }
}

/** `trade{}` of the detail call. */
export function readTrades(rows: readonly unknown[]) {
  const { good, unreadable } = readRows(trade, rows, 'tid')
  return { orders: good.map(({ value, raw }) => toOrder(value, raw)), unreadable }
}

function toOrder(row: Trade, raw: unknown): MarketplaceOrder {
  return {
    externalId: row.tid,
    status: STATUS[row.status] ?? 'UNKNOWN',
    rawStatus: row.status,
    createdAt: row.created ?? null,
    paidAt: row.pay_time ?? null,
    shippedAt: row.consign_time ?? null,
    endedAt: row.end_time ?? null,
    modifiedAt: row.modified ?? null,
    total: row.payment,
    shippingFee: row.post_fee ?? money(0),
    discount: row.discount_fee ?? money(0),
    buyer: row.buyer_open_uid ?? row.buyer_nick ?? null,
    buyerMessage: row.buyer_message ?? null,
    sellerMemo: row.seller_memo ?? null,
    receiver: toReceiver(row),
    lines: row.orders.map(toLine),
    raw,
  }
}

function toLine(row: z.output<typeof order>): MarketplaceOrderLine {
  return {
    externalId: row.oid,
    offerId: row.num_iid ?? null,
    skuId: row.sku_id ?? null,
    outerSkuId: row.outer_sku_id ?? null,
    title: row.title,
    attributesText: row.sku_properties_name ?? null,
    unitPrice: row.price,
    quantity: row.num,
    // Its price after its share of the trade's discounts: the amount of a full refund.
    total: row.divide_order_fee ?? row.payment ?? row.total_fee ?? money(row.price.minor * BigInt(row.num)),
    state: LINE_STATE[row.status ?? ''] ?? null,
    refund:
      row.refund_status == null || row.refund_status === 'NO_REFUND'
        ? 'NONE'
        : refundState(row.refund_status),
    trackingNumber: row.invoice_no ?? null,
    oversold: row.is_oversold,
  }
}

function toReceiver(row: Trade): Receiver {
  return {
    name: row.receiver_name ?? null,
    mobile: row.receiver_mobile ?? null,
    phone: row.receiver_phone ?? null,
    province: row.receiver_state ?? null,
    city: row.receiver_city ?? null,
    district: row.receiver_district ?? null,
    town: row.receiver_town ?? null,
    address: row.receiver_address ?? null,
    postCode: row.receiver_zip ?? null,
    handle: row.oaid ?? null,
  }
}
