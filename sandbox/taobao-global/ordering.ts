import { stableNumber } from '../state/ids.ts'
import { PACE } from '../state/life.ts'
import type { Purchase } from '../state/purchase.ts'
import { purchaseTotalFen } from '../state/purchase.ts'
import type { JsonObject } from '../wire/json-object.ts'
import type { IopCall, IopMethod } from './iop-call.ts'
import { bySeller, readLines, shareTotal } from './order-lines.ts'

const failure = (error_code: string, error_msg: string): JsonObject => ({
  success: false,
  error_code,
  error_msg,
})
const done = (data: JsonObject): JsonObject => ({ success: true, error_code: '', error_msg: '', data })

/** `render_item_List` with its capital L; the answer is one entry per seller, in fen (purchasing.md 1.4). */
const render: IopMethod = (call) => {
  call.object('receiver_address')
  const { lines, unavailable } = readLines(call, 'render_item_List', true)
  const shares = bySeller(lines)
  const data = {
    total_real_pay_price: { amount: shareTotal(shares), currency: 'CNY' },
    render_item_list: shares.map((share) => ({
      seller_id: stableNumber(share.seller),
      nick: share.seller,
      order_fee: { amount: share.goodsFen + share.freightFen, currency: 'CNY' },
      mainland_shipping_fee: { amount: share.freightFen, currency: 'CNY' },
      item_price_infos: share.lines.map((line) => ({
        item_id: BigInt(line.item.externalId),
        sku_id: BigInt(line.sku.externalSkuId),
        quantity: line.quantity,
        price: line.priceFen,
      })),
    })),
    unavailable_sku_list: unavailable,
  }
  return { result: { success: 'true', error_code: '', error_msg: '', data } }
}

/**
 * Splits by seller. The documents call `outer_purchase_id` idempotent, and a repeat has been seen to make a second
 * set of orders (purchasing.md 1.5); the sandbox does the worse of the two.
 */
const create: IopMethod = (call) => {
  const ownKey = call.required('outer_purchase_id')
  call.required('purchase_amount')
  const planned = call.number('purchase_amount', 0, 0, 1_000_000_000)
  const receiver = call.object('receiver')
  const { lines, unavailable } = readLines(call, 'order_line_list', false)
  const [first] = unavailable
  const partial = call.text('support_partial_success') === 'true'
  if (first && (!partial || lines.length === 0)) return failure(first.error_code, first.reason)
  const shares = bySeller(lines)
  const total = shareTotal(shares)
  if (planned !== total)
    return failure('PURCHASE_AMOUNT_NOT_MATCH', `the amount is ${total} and not ${planned}`)
  const placed = shares.map((share) =>
    call.state.purchases.place({
      platform: 'TAOBAO_GLOBAL',
      ownKey,
      buyer: call.account,
      supplier: share.seller,
      lines: share.lines,
      freightFen: share.freightFen,
      receiver,
      message: call.text('order_remark') ?? '',
      status: 'HELD',
    }),
  )
  // Building takes a moment; then the order waits for its payment.
  call.state.life.after(PACE.paymentClears, () => {
    for (const purchase of placed) if (purchase.status === 'HELD') call.state.purchases.built(purchase)
  })
  return done({
    outer_purchase_id: ownKey,
    payment_url: `${call.origin}/pay/taobao-global?orders=${placed.map((each) => each.id).join(',')}`,
    success: true,
    error_code: '',
    order_list: placed.map(createdRow),
  })
}

const createdRow = (purchase: Purchase): JsonObject => ({
  purchase_id: BigInt(purchase.id),
  supplier_nick: purchase.supplier,
  estimate_amount: purchaseTotalFen(purchase),
  order_line_list: purchase.lines.map((line) => ({
    sub_purchase_order_id: BigInt(line.id),
    order_line_no: line.ownLine,
  })),
})

/** A purchase of the calling account. */
function own(call: IopCall, id: string): Purchase | undefined {
  const purchase = call.state.purchases.find('TAOBAO_GLOBAL', id)
  return purchase?.buyer === call.account ? purchase : undefined
}

/** Success means accepted: the money moves a little later, or does not (purchasing.md 1.4). */
const batchPay: IopMethod = (call) => {
  const will: bigint[] = []
  const failed: JsonObject[] = []
  for (const id of call.ids('purchaseOrderIdList', 10)) {
    const purchase = own(call, id)
    if (purchase?.status === 'HELD' || purchase?.status === 'UNPAID') {
      call.state.purchases.payLater(purchase)
      will.push(BigInt(id))
    } else {
      failed.push({ gspOrderId: BigInt(id), errorCode: 'ORDER_STATUS_ERROR', errorMessage: 'not to be paid' })
    }
  }
  return done({
    will_pay_purchase_order_ids: will,
    pay_failure_purchase_order_ids: failed.map((each) => each.gspOrderId),
    pay_failed_results: failed,
  })
}

/** Success means that the job has started; whether it worked is in the order. */
const cancel: IopMethod = (call) => {
  const reason = call.required('cancel_reason')
  const purchase = own(call, call.required('purchase_id'))
  if (!purchase) return failure('ORDER_NOT_FOUND', 'no such purchase order')
  call.state.life.after(PACE.paymentClears, () => call.state.purchases.cancel(purchase, reason))
  return { success: 'true', error_code: '', error_msg: '', data: { purchase_id: BigInt(purchase.id) } }
}

const confirmReceipt: IopMethod = (call) => {
  const purchase = own(call, call.required('purchase_id'))
  if (!purchase || !call.state.purchases.confirmReceipt(purchase))
    return failure('ORDER_STATUS_ERROR', 'nothing to confirm')
  return done({ purchase_id: BigInt(purchase.id) })
}

/** From quotation to payment and cancelling. */
export const orderingMethods: Readonly<Record<string, IopMethod>> = {
  '/purchase/order/render': render,
  '/purchase/order/create': create,
  '/purchase/order/batch/pay': batchPay,
  '/purchase/order/asyn/cancel': cancel,
  '/purchase/order/confirm/receipt': confirmReceipt,
}
