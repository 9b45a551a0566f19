import { createCipheriv } from 'node:crypto'
import type { Purchase } from '../state/purchase.ts'
import { chinaTime } from '../wire/china-time.ts'
import { type JsonObject, scalar } from '../wire/json-object.ts'
import { byThirdOrder, cancel, confirm, orderPriceFen, ownOrder, parts, submit } from './ordering.ts'
import { taxFen, yuanNumber } from './prices.ts'
import type { VopCall, VopMethod } from './vop-call.ts'
import { VopRefusal, vopBadParam } from './vop-refusal.ts'

/** orderPrice with the freight in it, as the older documents have it (purchasing.md 2.3). */
export function priceRow(purchase: Purchase): JsonObject {
  const total = orderPriceFen(purchase)
  return {
    jdOrderId: BigInt(purchase.id),
    freight: yuanNumber(purchase.freightFen),
    orderPrice: yuanNumber(total),
    orderNakedPrice: yuanNumber(total - taxFen(total)),
    orderTaxPrice: yuanNumber(taxFen(total)),
    sku: purchase.lines.map((line) => ({
      skuId: BigInt(line.sku.externalSkuId),
      num: line.quantity,
      price: yuanNumber(line.priceFen),
      name: line.sku.titleZh,
      type: 0,
      oid: 0,
    })),
  }
}

function expectedPrices(call: VopCall): Map<string, number> {
  if (call.text('doOrderPriceMode') !== '1') return new Map()
  return new Map(
    call.rows('orderPriceSnap', 100).map((row) => {
      const price = scalar(row.price)
      if (price === undefined) throw vopBadParam('orderPriceSnap')
      return [scalar(row.skuId) ?? '', Math.round(Number(price) * 100)]
    }),
  )
}

const submitOrder: VopMethod = (call) => {
  const bounds: readonly [string, number][] = [
    ['name', 20],
    ['address', 100],
    ['mobile', 20],
  ]
  for (const [name, max] of bounds) if (call.required(name).length > max) throw vopBadParam(name)
  for (const name of ['province', 'city', 'county', 'town', 'invoiceState', 'invoiceType', 'paymentType'])
    call.required(name)
  const submitState = call.required('submitState')
  if (submitState !== '0' && submitState !== '1') throw vopBadParam('submitState')
  const purchase = submit(call.state, call.account, {
    thirdOrder: call.required('thirdOrder'),
    skus: call
      .rows('sku', 100)
      .map((row) => ({ skuId: scalar(row.skuId) ?? '', num: Number(scalar(row.num)) })),
    expected: expectedPrices(call),
    submitState,
    receiver: { name: call.text('name'), mobile: call.text('mobile'), address: call.text('address') },
    remark: call.text('remark') ?? '',
  })
  return priceRow(purchase)
}

const confirmOrder: VopMethod = (call) => {
  confirm(call.state, ownOrder(call.state, call.account, call.required('jdOrderId')))
  return true
}

const cancelOrder: VopMethod = (call) => {
  cancel(call.state, ownOrder(call.state, call.account, call.required('jdOrderId')), 'buyer')
  return true
}

const byThird: VopMethod = (call) => {
  const purchase = byThirdOrder(call.state, call.account, call.required('thirdOrder'))
  if (!purchase) throw new VopRefusal('3401', '第三方订单号不存在')
  return purchase.id
}

/** jdOrderState (purchasing.md 2.3). */
function jdOrderState(purchase: Purchase): number {
  if (purchase.status === 'FINISHED' || purchase.status === 'SIGNED') return 19
  if (purchase.status === 'SHIPPED') return 16
  if (purchase.status === 'PAID') return 9
  return purchase.status === 'UNPAID' ? 2 : 1
}

/** Personal data in order answers is encrypted, DES-CBC in hex there; the cipher is stood in for by AES here. */
function hidden(value: unknown): string {
  const cipher = createCipheriv('aes-128-cbc', Buffer.alloc(16, 7), Buffer.alloc(16, 7))
  return Buffer.concat([cipher.update(String(value ?? '')), cipher.final()]).toString('hex')
}

export function orderRow(purchase: Purchase): JsonObject {
  const delivered = purchase.status === 'SIGNED' || purchase.status === 'FINISHED'
  return {
    ...priceRow(purchase),
    pOrder: purchase.parentId === undefined ? 0 : BigInt(purchase.parentId),
    orderState: purchase.status === 'CANCELLED' ? 0 : 1,
    submitState: purchase.paidAt ? 1 : 0,
    state: delivered ? 1 : 0,
    type: purchase.parentId === undefined ? 1 : 2,
    jdOrderState: jdOrderState(purchase),
    createOrderTime: chinaTime(purchase.created),
    ...(purchase.finishedAt ? { finishTime: chinaTime(purchase.finishedAt) } : {}),
    paymentType: 4,
    name: hidden(purchase.receiver.name),
    mobile: hidden(purchase.receiver.mobile),
    address: hidden(purchase.receiver.address),
  }
}

const selectJdOrder: VopMethod = (call) => {
  const purchase = ownOrder(call.state, call.account, call.required('jdOrderId'))
  if (purchase.childIds.length === 0) return orderRow(purchase)
  return {
    ...orderRow(purchase),
    pOrder: orderRow(purchase),
    cOrder: parts(call.state, purchase).map(orderRow),
  }
}

const orderTrack: VopMethod = (call) => {
  const purchase = ownOrder(call.state, call.account, call.required('jdOrderId'))
  const parcels = parts(call.state, purchase).flatMap((part) =>
    part.parcels.map((parcel) => ({ part, parcel })),
  )
  return {
    jdOrderId: BigInt(purchase.id),
    orderTrack: parcels.flatMap(({ parcel }) =>
      parcel.events.map((event) => ({
        content: event.text,
        msgTime: chinaTime(event.at),
        operator: '京东快递',
      })),
    ),
    ...(call.text('waybillCode') === '1'
      ? {
          waybillCode: parcels.map(({ part, parcel }) => ({
            orderId: BigInt(part.id),
            parentId: BigInt(part.parentId ?? 0),
            carrier: parcel.carrierName,
            deliveryOrderId: parcel.number,
          })),
        }
      : {}),
  }
}

/** The daily lists for reconciliation. */
const daily =
  (wanted: (purchase: Purchase) => boolean): VopMethod =>
  (call) => {
    const date = call.required('date')
    const page = call.number('page', 1, 1, 10_000)
    const size = call.number('pageSize', 20, 1, 100)
    const rows = call.state.purchases
      .list('JD_VOP')
      .filter((purchase) => purchase.buyer === call.account && chinaTime(purchase.created).startsWith(date))
      .filter(wanted)
    const orders = rows.slice((page - 1) * size, page * size).map((purchase) => ({
      jdOrderId: BigInt(purchase.id),
      state: purchase.status === 'SIGNED' || purchase.status === 'FINISHED' ? 1 : 0,
      hangUpState: purchase.paidAt ? 1 : 0,
      invoiceState: 2,
      orderPrice: yuanNumber(orderPriceFen(purchase)),
      time: chinaTime(purchase.created),
    }))
    return { total: rows.length, totalPage: Math.ceil(rows.length / size), curPage: page, orders }
  }

const balance: VopMethod = (call) => {
  call.required('type')
  return {
    remainLimit: yuanNumber(call.state.purchases.balanceFen.JD_VOP),
    pin: call.text('pin') ?? call.account,
  }
}

/** Orders of generation A (purchasing.md 2.3). */
export const orderMethods: Readonly<Record<string, VopMethod>> = {
  'order/submitOrder': submitOrder,
  'order/confirmOrder': confirmOrder,
  'order/doPay': confirmOrder,
  'order/cancel': cancelOrder,
  'order/selectJdOrderIdByThirdOrder': byThird,
  'order/selectJdOrder': selectJdOrder,
  'order/orderTrack': orderTrack,
  'checkOrder/checkNewOrder': daily(() => true),
  'checkOrder/checkDlokOrder': daily((purchase) => ['SIGNED', 'FINISHED'].includes(purchase.status)),
  'checkOrder/checkRefuseOrder': daily(() => false),
  'checkOrder/checkCompleteOrder': daily((purchase) => purchase.status === 'FINISHED'),
  'price/getUnionBalance': balance,
}
