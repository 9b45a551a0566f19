import type { Purchase } from '../state/purchase.ts'
import { purchaseTotalFen } from '../state/purchase.ts'
import { isObject, scalar } from '../wire/json-object.ts'
import type { AopCall, AopMethod } from './aop-call.ts'
import { aopInvalid, aopMissing } from './aop-refusal.ts'
import { readAddress, readCargo } from './cargo.ts'
import { sellerOf } from './offer-shape.ts'

/** Money is fen here (protocols.md 0). `orderPreviewResuslt` and `errorMsg` are spelt as on the wire. */
const preview: AopMethod = (call) => {
  const refused = (code: string, message: string) => ({
    success: false,
    errorCode: code,
    errorMsg: message,
    orderPreviewResuslt: [],
  })
  const address = readAddress(call)
  if ('code' in address) return refused(String(address.code), String(address.message))
  const cargo = readCargo(call)
  if ('problem' in cargo) return refused(cargo.problem.code, cargo.problem.message)
  const goods = cargo.lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0)
  const one = {
    sumPayment: goods + cargo.freightFen,
    sumCarriage: cargo.freightFen,
    sumPaymentNoCarriage: goods,
    discountFee: 0,
    tradeModeNameList: ['fxassure', 'alipay'],
    status: true,
    resultCode: '200',
    message: '',
    flowFlag: call.text('flow') ?? 'general',
    cargoList: cargo.lines.map((line) => ({
      offerId: BigInt(line.item.externalId),
      skuId: BigInt(line.sku.externalSkuId),
      specId: line.sku.specId,
      amount: line.quantity,
      finalUnitPrice: line.priceFen,
    })),
    shopPromotionList: [],
    payChannelInfos: [{ name: '支付宝', code: 'alipay' }],
  }
  return { success: true, orderPreviewResuslt: [one] }
}

/** `outOrderId` is the idempotency key: the same one gives the same order again (protocols.md 3.5). */
const create: AopMethod = (call) => {
  call.required('flow')
  const ownKey = call.text('outOrderId')
  const placed = ownKey === undefined ? undefined : call.state.purchases.byOwnKey('ALIBABA_1688', ownKey)[0]
  if (placed) return created(placed)
  const refused = (code: string, message: string) => ({ success: false, code, message })
  if ((call.text('message') ?? '').length > 500) return refused('MESSAGE_TOO_LONG', 'message is over 500')
  const address = readAddress(call)
  if ('code' in address) return refused(String(address.code), String(address.message))
  const cargo = readCargo(call)
  if ('problem' in cargo) return refused(cargo.problem.code, cargo.problem.message)
  const supplier = cargo.lines[0]?.item
  return created(
    call.state.purchases.place({
      platform: 'ALIBABA_1688',
      ownKey: ownKey ?? '',
      buyer: call.account,
      supplier: supplier ? sellerOf(supplier) : '',
      lines: cargo.lines,
      freightFen: cargo.freightFen,
      receiver: address,
      message: call.text('message') ?? '',
      status: 'UNPAID',
    }),
  )
}

const created = (purchase: Purchase) => ({
  success: true,
  code: '200',
  message: '',
  result: {
    orderId: purchase.id,
    totalSuccessAmount: purchaseTotalFen(purchase),
    postFee: purchase.freightFen,
  },
})

const cancel: AopMethod = (call) => {
  call.required('webSite')
  call.required('cancelReason')
  const purchase = own(call, call.text('tradeID') ?? call.required('tradeId'))
  if (!purchase) return { success: false, errorCode: 'order.notfound', errorMessage: 'no such order' }
  const done = call.state.purchases.cancel(purchase, call.required('cancelReason'))
  return done
    ? { success: true }
    : {
        success: false,
        errorCode: 'order.status.notallow',
        errorMessage: 'the order can no longer be cancelled',
      }
}

/** An order of the calling buyer. */
export function own(call: AopCall, id: string): Purchase | undefined {
  const purchase = call.state.purchases.find('ALIBABA_1688', id)
  return purchase?.buyer === call.account ? purchase : undefined
}

/** A pay link for several orders; those that cannot be paid are listed, the rest still succeed. `erroMsg` is real. */
const payUrl =
  (max: number): AopMethod =>
  (call) => {
    const ids = call.list('orderIdList').map((id) => scalar(id) ?? '')
    if (ids.length === 0 || ids.length > max) throw aopInvalid('orderIdList')
    const payable = ids.filter((id) => own(call, id)?.status === 'UNPAID')
    const failures = ids.filter((id) => !payable.includes(id))
    const payFailureOrderList = failures.map((orderId) => ({ orderId, errorCode: 'ORDER_STATUS_ERROR' }))
    if (payable.length === 0)
      return {
        success: false,
        erroCode: 'ORDER_STATUS_ERROR',
        erroMsg: 'nothing to pay',
        payFailureOrderList,
      }
    return {
      success: true,
      payUrl: `${call.origin}/pay/1688?orders=${payable.join(',')}`,
      payFailureOrderList,
    }
  }

/** Pays by a standing agreement. `payAmount` is fen and must be the order's total. */
const preparePay: AopMethod = (call) => {
  const param = call.object('tradeWithholdPreparePayParam')
  if (!isObject(param) || scalar(param.orderId) === undefined)
    throw aopMissing('tradeWithholdPreparePayParam.orderId')
  const refused = (code: string, message: string) => ({ result: { success: false, code, message } })
  const purchase = own(call, scalar(param.orderId) ?? '')
  if (!purchase) return refused('ORDER_NOT_FOUND', 'no such order')
  const amount = scalar(param.payAmount)
  if (amount !== undefined && Number(amount) !== purchaseTotalFen(purchase))
    return refused('PAY_AMOUNT_ERROR', 'payAmount is not the total of the order')
  if (!call.state.purchases.pay(purchase))
    return refused(purchase.payFailure || 'ORDER_STATUS_ERROR', 'the order cannot be paid')
  const payChannel = scalar(param.payChannel) ?? 'alipay'
  return { result: { success: true, code: '200', message: '', result: { payChannel, paySuccess: true } } }
}

/** From preview to payment (protocols.md 3.5). */
export const orderingMethods: Readonly<Record<string, AopMethod>> = {
  'com.alibaba.trade:alibaba.createOrder.preview': preview,
  'com.alibaba.trade:alibaba.trade.fastCreateOrder': create,
  'com.alibaba.trade:alibaba.trade.createCrossOrder': create,
  'com.alibaba.trade:alibaba.trade.cancel': cancel,
  'com.alibaba.trade:alibaba.alipay.url.get': payUrl(100),
  'com.alibaba.trade:alibaba.crossBorderPay.url.get': payUrl(30),
  'com.alibaba.trade:alibaba.trade.pay.protocolPay.preparePay': preparePay,
}
