import { z } from 'zod'
import { money } from '../../domain/money.ts'
import type {
  MarketplaceOrder,
  MarketplaceOrderLine,
  MarketplaceOrderStatus,
  Receiver,
} from '../marketplace.ts'
import { anyTimeGmt8, bareList, id, int, none, readRows, text, yuan } from '../wire.ts'

export const ORDER_FIELDS = [
  'orderId,orderState,orderStateRemark,orderType,payType,orderTotalPrice,orderSellerPrice,orderPayment,freightPrice',
  'sellerDiscount,deliveryType,orderStartTime,orderEndTime,paymentConfirmTime,modified,orderRemark,venderRemark',
  'logisticsId,waybill,pin,open_id_buyer,parentOrderId,returnOrder,consigneeInfo,itemInfoList',
].join(',')

/** protocols.md 2.5. Sellers do not see unpaid orders. */
const STATUS: Readonly<Record<string, MarketplaceOrderStatus>> = {
  WAIT_SELLER_STOCK_OUT: 'PAID',
  WAIT_SELLER_DELIVERY: 'PAID',
  WAIT_GOODS_RECEIVE_CONFIRM: 'SHIPPED',
  PAUSE: 'ON_HOLD',
  POP_ORDER_PAUSE: 'ON_HOLD',
  LOCKED: 'ON_HOLD',
  FINISHED_L: 'COMPLETED',
  TRADE_CANCELED: 'CANCELLED',
}
/** The list call wants the states named. */
export const ALL_STATES = Object.keys(STATUS).join(',')

const optionalText = none(text).optional()
const optionalTime = none(anyTimeGmt8).optional()
const optionalYuan = none(yuan).optional()

const item = z.object({
  skuId: id,
  wareId: none(id).optional(),
  outerSkuId: optionalText,
  skuName: z.string().catch(''),
  jdPrice: yuan,
  itemTotal: int,
})

const consignee = z.object({
  fullname: optionalText,
  mobile: optionalText,
  telephone: optionalText,
  fullAddress: optionalText,
  province: optionalText,
  city: optionalText,
  county: optionalText,
  town: optionalText,
})

const order = z.object({
  orderId: id,
  orderState: z.string(),
  orderPayment: optionalYuan,
  orderTotalPrice: optionalYuan,
  freightPrice: optionalYuan,
  sellerDiscount: optionalYuan,
  orderStartTime: optionalTime,
  orderEndTime: optionalTime,
  paymentConfirmTime: optionalTime,
  modified: optionalTime,
  orderRemark: optionalText,
  venderRemark: optionalText,
  waybill: optionalText,
  pin: optionalText,
  open_id_buyer: optionalText,
  consigneeInfo: none(consignee).optional(),
  itemInfoList: bareList.pipe(z.array(item)),
})
type Order = z.output<typeof order>

/** Rows of `orderInfoList`, or the one of a detail call. */
export function readOrders(rows: readonly unknown[]) {
  const { good, unreadable } = readRows(order, rows, 'orderId')
  return { orders: good.map(({ value, raw }) => toOrder(value, raw)), unreadable }
}

function toOrder(row: Order, raw: unknown): MarketplaceOrder {
  const status = STATUS[row.orderState] ?? 'UNKNOWN'
  return {
    externalId: row.orderId,
    status,
    rawStatus: row.orderState,
    createdAt: row.orderStartTime ?? null,
    paidAt: row.paymentConfirmTime ?? null,
    shippedAt: null,
    endedAt: row.orderEndTime ?? null,
    modifiedAt: row.modified ?? null,
    total: row.orderPayment ?? row.orderTotalPrice ?? money(0),
    shippingFee: row.freightPrice ?? money(0),
    discount: row.sellerDiscount ?? money(0),
    buyer: row.open_id_buyer ?? row.pin ?? null,
    buyerMessage: row.orderRemark ?? null,
    sellerMemo: row.venderRemark ?? null,
    receiver: row.consigneeInfo ? toReceiver(row.consigneeInfo) : null,
    lines: toLines(row),
    raw,
  }
}

/** JD has no sub-orders: a line is its SKU, and a second line of the same SKU (a gift) gets a counter. */
function toLines({ itemInfoList, waybill }: Order): MarketplaceOrderLine[] {
  const seen = new Map<string, number>()
  return itemInfoList.map((one) => {
    const count = (seen.get(one.skuId) ?? 0) + 1
    seen.set(one.skuId, count)
    return {
      externalId: count === 1 ? one.skuId : `${one.skuId}#${count}`,
      offerId: one.wareId ?? null,
      skuId: one.skuId,
      outerSkuId: one.outerSkuId ?? null,
      title: one.skuName,
      attributesText: null,
      unitPrice: one.jdPrice,
      quantity: one.itemTotal,
      total: money(one.jdPrice.minor * BigInt(one.itemTotal)),
      // JD tells how far an order is, and of refunds in a list of their own.
      state: null,
      refund: null,
      trackingNumber: waybill ?? null,
      oversold: false,
    }
  })
}

function toReceiver(row: z.output<typeof consignee>): Receiver {
  return {
    name: row.fullname ?? null,
    mobile: row.mobile ?? null,
    phone: row.telephone ?? null,
    province: row.province ?? null,
    city: row.city ?? null,
    district: row.county ?? null,
    town: row.town ?? null,
    address: row.fullAddress ?? null,
    postCode: null,
    handle: null,
  }
}
