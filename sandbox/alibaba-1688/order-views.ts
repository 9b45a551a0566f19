import type { Purchase, PurchaseLine, PurchaseStatus } from '../state/purchase.ts'
import { purchaseGoodsFen, purchaseTotalFen } from '../state/purchase.ts'
import { aopTime } from '../wire/china-time.ts'
import { type JsonObject, scalar } from '../wire/json-object.ts'
import type { AopMethod } from './aop-call.ts'
import { aopInvalid, aopMissing } from './aop-refusal.ts'
import { logisticsItems } from './logistics.ts'
import { own } from './ordering.ts'

/** A signed parcel stays `waitbuyerreceive` until the buyer, or time, confirms. */
export const ORDER_STATUS: Readonly<Record<PurchaseStatus, string>> = {
  HELD: 'waitbuyerpay',
  UNPAID: 'waitbuyerpay',
  PAYING: 'waitbuyerpay',
  PAID: 'waitsellersend',
  SHIPPED: 'waitbuyerreceive',
  SIGNED: 'waitbuyerreceive',
  FINISHED: 'success',
  CANCELLED: 'cancel',
}

const timeOf = (name: string, at: Date | undefined) => (at ? { [name]: aopTime(at) } : {})

function lineRow(line: PurchaseLine, purchase: Purchase): JsonObject {
  return {
    subItemID: BigInt(line.id),
    subItemIDString: line.id,
    productID: BigInt(line.item.externalId),
    skuID: BigInt(line.sku.externalSkuId),
    specId: line.sku.specId,
    name: line.item.titleZh,
    price: line.priceFen / 100,
    quantity: line.quantity,
    itemAmount: (line.priceFen * line.quantity) / 100,
    status: ORDER_STATUS[purchase.status],
    refundStatus: '',
    logisticsStatus: purchase.parcels.length === 0 ? 1 : 2,
    cargoNumber: line.sku.code,
  }
}

/** Amounts are yuan here, but `discount` is fen (protocols.md 3.5). */
function orderView(purchase: Purchase): JsonObject {
  const text = (name: string) => scalar(purchase.receiver[name]) ?? ''
  return {
    baseInfo: {
      id: BigInt(purchase.id),
      idOfStr: purchase.id,
      status: ORDER_STATUS[purchase.status],
      totalAmount: purchaseTotalFen(purchase) / 100,
      sumProductPayment: purchaseGoodsFen(purchase) / 100,
      shippingFee: purchase.freightFen / 100,
      discount: 0,
      refund: 0,
      createTime: aopTime(purchase.created),
      modifyTime: aopTime(purchase.modified),
      ...timeOf('payTime', purchase.paidAt),
      ...timeOf('allDeliveredTime', purchase.shippedAt),
      ...timeOf('receivingTime', purchase.status === 'FINISHED' ? purchase.finishedAt : undefined),
      ...timeOf('completeTime', purchase.finishedAt),
      ...(purchase.closeReason === '' ? {} : { closeReason: purchase.closeReason }),
      tradeType: '50060',
      buyerID: `b2b-${purchase.buyer}`,
      sellerID: purchase.supplier,
      receiverInfo: {
        toFullName: text('fullName'),
        toMobile: text('mobile'),
        toArea: `${text('provinceText')} ${text('cityText')} ${text('areaText')} ${text('address')}`,
        toDivisionCode: text('districtCode'),
      },
      outOrderId: purchase.ownKey,
      payTimeout: 1800,
    },
    productItems: purchase.lines.map((line) => lineRow(line, purchase)),
    ...(purchase.parcels.length === 0
      ? {}
      : { nativeLogistics: { logisticsItems: logisticsItems(purchase) } }),
  }
}

const buyerView: AopMethod = (call) => {
  call.required('webSite')
  const id = call.text('orderId')
  const ownKey = call.text('outOrderId')
  if (id === undefined && ownKey === undefined) throw aopMissing('orderId')
  const purchase =
    id === undefined
      ? call.state.purchases
          .byOwnKey('ALIBABA_1688', ownKey ?? '')
          .find((each) => each.buyer === call.account)
      : own(call, id)
  if (!purchase) return { success: 'false', errorCode: 'order.notfound', errorMessage: 'order not found' }
  return { success: 'true', result: orderView(purchase) }
}

const buyerOrderList: AopMethod = (call) => {
  const page = call.number('page', 1, 1, 100_000)
  const size = call.number('pageSize', 20, 1, 50)
  const status = call.text('orderStatus')
  const his = call.text('isHis')
  if (his !== undefined && his !== 'true' && his !== 'false') throw aopInvalid('isHis')
  const within = (at: Date, name: string) => {
    const from = call.time(`${name}StartTime`)
    const to = call.time(`${name}EndTime`)
    return (!from || at >= from) && (!to || at <= to)
  }
  const rows = call.state.purchases
    .list('ALIBABA_1688')
    .filter((purchase) => purchase.buyer === call.account && his !== 'true')
    .filter((purchase) => status === undefined || ORDER_STATUS[purchase.status] === status)
    .filter((purchase) => within(purchase.created, 'create') && within(purchase.modified, 'modify'))
    .sort((a, b) => b.modified.getTime() - a.modified.getTime())
  return { result: rows.slice((page - 1) * size, page * size).map(orderView), totalRecord: rows.length }
}

/** The buyer's own orders, one and many. */
export const orderViewMethods: Readonly<Record<string, AopMethod>> = {
  'com.alibaba.trade:alibaba.trade.get.buyerView': buyerView,
  'com.alibaba.trade:alibaba.trade.getBuyerOrderList': buyerOrderList,
}
