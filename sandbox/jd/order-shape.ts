import type { ConsumerLine, ConsumerOrder, ConsumerStatus } from '../state/consumer-order.ts'
import { goodsFen, paymentFen } from '../state/consumer-order.ts'
import { chinaTime, yuan } from '../wire/china-time.ts'
import type { JsonObject } from './jd-call.ts'

/** Unpaid orders are not listed for sellers (protocols.md 2.5). */
export const JD_STATE: Readonly<Record<ConsumerStatus, string | undefined>> = {
  UNPAID: undefined,
  PAID: 'WAIT_SELLER_STOCK_OUT',
  PART_SHIPPED: 'WAIT_SELLER_STOCK_OUT',
  SHIPPED: 'WAIT_GOODS_RECEIVE_CONFIRM',
  FINISHED: 'FINISHED_L',
  CLOSED_UNPAID: 'TRADE_CANCELED',
  REFUNDED: 'TRADE_CANCELED',
}

const REMARK: Readonly<Record<string, string>> = {
  WAIT_SELLER_STOCK_OUT: '等待出库',
  WAIT_GOODS_RECEIVE_CONFIRM: '等待确认收货',
  FINISHED_L: '完成',
  TRADE_CANCELED: '取消',
}

/** In orders the ids are text, while ware and SKU reads send the same ids as numbers. */
function lineRow(line: ConsumerLine): JsonObject {
  return {
    skuId: line.sku.externalSkuId,
    wareId: line.item.externalId,
    outerSkuId: line.sku.code,
    skuName: line.sku.titleZh,
    jdPrice: yuan(line.priceFen),
    itemTotal: String(line.quantity),
  }
}

const when = (at: Date | undefined) => (at ? chinaTime(at) : '')

/** An order as pop.order.search and .get give it; money in yuan as text. */
export function orderRow(order: ConsumerOrder): JsonObject {
  const { receiver } = order
  const state = JD_STATE[order.status] ?? ''
  const parcel = order.parcels.at(-1)
  const fullAddress = `${receiver.province}${receiver.city}${receiver.district}${receiver.town}${receiver.address}`
  return {
    orderId: order.id,
    orderState: state,
    orderStateRemark: REMARK[state] ?? '',
    orderType: '22',
    payType: '4-在线支付',
    orderTotalPrice: yuan(goodsFen(order)),
    orderSellerPrice: yuan(goodsFen(order) - order.discountFen),
    orderPayment: yuan(paymentFen(order)),
    freightPrice: yuan(order.postFen),
    sellerDiscount: yuan(order.discountFen),
    deliveryType: '任意时间',
    orderStartTime: chinaTime(order.created),
    orderEndTime: when(order.endedAt),
    paymentConfirmTime: when(order.paidAt),
    modified: chinaTime(order.modified),
    orderRemark: order.message,
    venderRemark: '',
    logisticsId: parcel?.carrier ?? '',
    waybill: order.parcels.map((each) => each.number).join('|'),
    open_id_buyer: order.buyer,
    parentOrderId: '0',
    returnOrder: '0',
    consigneeInfo: {
      fullname: receiver.name,
      mobile: receiver.mobile,
      telephone: '',
      fullAddress,
      province: receiver.province,
      city: receiver.city,
      county: receiver.district,
      town: receiver.town,
    },
    itemInfoList: order.lines.map(lineRow),
  }
}
