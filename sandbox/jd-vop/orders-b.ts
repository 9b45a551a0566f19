import { isObject, type JdCall, type JdMethod, type JsonObject, scalar } from '../jd/jd-call.ts'
import type { Purchase } from '../state/purchase.ts'
import { chinaTime } from '../wire/china-time.ts'
import { byThirdOrder, cancel, confirm, ownOrder, parts, submit } from './ordering.ts'
import { orderRow, priceRow } from './orders-a.ts'
import { yuanNumber } from './prices.ts'
import { VopRefusal, vopBadParam } from './vop-refusal.ts'

type RpcName = 'vopOrderRpcResult' | 'openRpcResult'

/** Generation B speaks routerjson; under its root stands one RPC result with the codes of generation A. */
const rpc =
  (name: RpcName, work: (call: JdCall) => unknown): JdMethod =>
  (call) => {
    try {
      const result = work(call)
      return { [name]: { success: true, resultCode: '0000', resultMessage: '操作成功', result } }
    } catch (error) {
      if (!(error instanceof VopRefusal)) throw error
      return { [name]: { success: false, resultCode: error.code, resultMessage: error.message } }
    }
  }

function submitOrder(call: JdCall): JsonObject {
  const req = call.object('submitOrderOpenReq')
  const list = req.skuInfoList
  if (!Array.isArray(list) || !list.every(isObject)) throw vopBadParam('skuInfoList')
  const consignee = isObject(req.consigneeInfo) ? req.consigneeInfo : {}
  for (const name of [
    'consigneeName',
    'consigneeProvinceId',
    'consigneeCityId',
    'consigneeAddress',
    'consigneeMobile',
  ])
    if (scalar(consignee[name], name) === undefined) throw vopBadParam(name)
  const submitState = scalar(req.submitStateType, 'submitStateType')
  if (submitState !== '0' && submitState !== '1') throw vopBadParam('submitStateType')
  const skus = list.map((row) => ({
    skuId: scalar(row.skuId, 'skuId') ?? '',
    num: Number(scalar(row.skuNum, 'skuNum')),
    price: scalar(row.skuUnitPrice, 'skuUnitPrice'),
  }))
  const priced = skus.flatMap(({ skuId, price }): [string, number][] =>
    price === undefined ? [] : [[skuId, Math.round(Number(price) * 100)]],
  )
  const purchase = submit(call.state, call.shop, {
    thirdOrder: scalar(req.thirdOrderId, 'thirdOrderId') ?? '',
    skus,
    expected: new Map(priced),
    submitState,
    receiver: {
      name: consignee.consigneeName,
      mobile: consignee.consigneeMobile,
      address: consignee.consigneeAddress,
    },
    remark: scalar(req.remark, 'remark') ?? '',
  })
  return priceRow(purchase)
}

/** By JD's id or by the buyer's own. */
function named(call: JdCall): Purchase {
  const id = call.text('jdOrderId')
  if (id !== undefined) return ownOrder(call.state, call.shop, id)
  const purchase = byThirdOrder(call.state, call.shop, call.text('thirdOrderId') ?? '')
  if (!purchase) throw new VopRefusal('3203', '订单不存在')
  return purchase
}

/** A list that holds the parent and its children. */
function detail(call: JdCall): JsonObject[] {
  const purchase = named(call)
  const rows = [purchase, ...parts(call.state, purchase).filter((part) => part !== purchase)]
  return rows.map((each) => ({
    ...orderRow(each),
    thirdOrderId: each.ownKey,
    childJdOrderIdList: each.childIds.map(BigInt),
  }))
}

function delivery(call: JdCall): JsonObject {
  const parcels = parts(call.state, named(call)).flatMap((part) => part.parcels)
  return {
    logisticInfoList: parcels.map((parcel) => ({
      deliveryOrderId: parcel.number,
      deliveryCarrier: parcel.carrierName,
    })),
    trackInfoList: parcels.flatMap((parcel) =>
      parcel.events.map((event) => ({
        trackContent: event.text,
        trackMsgTime: chinaTime(event.at),
        trackOperator: '京东快递',
      })),
    ),
  }
}

/** Orders of generation B (purchasing.md 2.2). */
export const vopRouterMethods: Readonly<Record<string, JdMethod>> = {
  'jingdong.vop.order.submitOrder': rpc('vopOrderRpcResult', submitOrder),
  'jingdong.vop.order.confirmOrder': rpc('openRpcResult', (call) => {
    confirm(call.state, named(call))
    return true
  }),
  'jingdong.vop.order.cancelOrder': rpc('openRpcResult', (call) => {
    cancel(call.state, named(call), call.text('cancelReason') ?? 'buyer')
    return true
  }),
  'jingdong.vop.order.confirmReceiveByOrder': rpc('openRpcResult', (call) => {
    if (!call.state.purchases.confirmReceipt(named(call))) throw new VopRefusal('3205', '订单不可确认收货')
    return true
  }),
  'jingdong.vop.order.queryOrderDetail': rpc('openRpcResult', detail),
  'jingdong.vop.order.queryDeliveryInfo': rpc('openRpcResult', delivery),
  'jingdong.vop.order.checkAccountBalance': rpc('openRpcResult', (call) => ({
    remainLimit: yuanNumber(call.state.purchases.balanceFen.JD_VOP),
  })),
}
