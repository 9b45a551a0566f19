import { z } from 'zod'
import { formatAmount } from '../../domain/money.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonDecimal, jsonId, jsonParams } from '../json-params.ts'
import { createSingleFlight, payable } from '../payments.ts'
import type { Payment, PaymentResult, Purchase, PurchaseOrder, PurchaseRequest } from '../purchasing.ts'
import { id, none, yuan } from '../wire.ts'
import { lost, writeOnce } from '../write-once.ts'
import { areaIdsOf, areaParams } from './areas.ts'
import { DUPLICATE, type VopClient } from './client.ts'
import { type JdOrder, jdOrder, parentOf, parts } from './order-map.ts'
import { skuOf } from './quote.ts'

/** Paid from the deposit; `isUseBalance` goes with it (purchasing.md 2.3). */
const PAYMENT = { paymentType: 4, isUseBalance: 1 }
/** Central invoice with details to the contract's company, as the contract has it. */
const INVOICE = { invoiceState: 2, invoiceType: 2, selectedInvoiceTitle: 5, invoiceContent: 1 }
/** Held, not bought: confirming takes the money. */
const HOLD = 0

const submitted = z.object({
  jdOrderId: id,
  orderPrice: none(yuan).optional(),
  freight: none(yuan).optional(),
})
const flagAnswer = z.unknown()

/** Orders of one contract account: hold, look up, confirm, cancel. */
export function orderCalls(client: VopClient) {
  const onePayment = createSingleFlight<PaymentResult>()

  async function select(
    shop: ShopCredentials,
    jdOrderId: string,
    signal?: AbortSignal,
  ): Promise<JdOrder | null> {
    return unlessRefused(
      client.call({
        shop,
        method: 'order/selectJdOrder',
        params: { jdOrderId, queryExts: 'jdOrderState,orderType,createOrderTime,finishTime,paymentType' },
        answer: jdOrder,
        signal,
      }),
    )
  }

  async function findByKey(
    shop: ShopCredentials,
    key: string,
    signal?: AbortSignal,
  ): Promise<Purchase | null> {
    const method = 'order/selectJdOrderIdByThirdOrder'
    const jdOrderId = await unlessRefused(
      client.call({ shop, method, params: { thirdOrder: key }, answer: id, signal }),
    )
    if (jdOrderId === null) return null
    const order = await select(shop, jdOrderId, signal)
    return order ? { key, orders: [parentOf(order)], paymentUrl: null } : null
  }

  /** Holds the goods at the expected price; JD refuses another price with 3019 instead of charging it. */
  async function place(
    shop: ShopCredentials,
    request: PurchaseRequest,
    signal?: AbortSignal,
  ): Promise<Purchase> {
    const { key, lines, address, message, resume = false } = request
    const standing = () => findByKey(shop, key, signal)
    const known = resume ? await standing() : null
    if (known) return known
    const areaIds = await areaIdsOf(client, shop, address, signal)
    const send = async (): Promise<Purchase> => {
      const answer = await client.call({
        shop,
        method: 'order/submitOrder',
        params: {
          thirdOrder: key,
          sku: list(
            lines.map((line) => ({ skuId: jsonId(skuOf(line)), num: line.quantity, bNeedGift: false })),
          ),
          doOrderPriceMode: 1,
          orderPriceSnap: list(
            lines.map((line) => ({
              skuId: jsonId(skuOf(line)),
              price: jsonDecimal(formatAmount(line.unitPrice)),
            })),
          ),
          name: address.name,
          mobile: address.mobile,
          ...areaParams(areaIds),
          address: address.address,
          remark: message,
          submitState: HOLD,
          ...PAYMENT,
          ...INVOICE,
        },
        answer: submitted,
        repeatable: false,
        items: lines.length,
        signal,
      })
      const order: PurchaseOrder = {
        externalId: answer.jdOrderId,
        status: 'HELD',
        rawStatus: 'submitState 0',
        total: answer.orderPrice ?? null,
        shippingFee: answer.freight ?? null,
        seller: 'JD',
        lineNos: lines.map((line) => line.lineNo),
        closeReason: null,
      }
      return { key, orders: [order], paymentUrl: null }
    }
    try {
      return await writeOnce({ send, standing, again: true })
    } catch (error) {
      const found = error instanceof Rejected && error.code === DUPLICATE ? await standing() : null
      if (found) return found
      throw error
    }
  }

  /** Confirming is paying. After a lost answer the order tells; while it cannot, the outcome stays unknown. */
  async function confirm(
    shop: ShopCredentials,
    orderId: string,
    signal?: AbortSignal,
  ): Promise<PaymentResult> {
    try {
      await client.call({
        shop,
        method: 'order/confirmOrder',
        params: { jdOrderId: orderId },
        answer: flagAnswer,
        repeatable: false,
        signal,
      })
      return { orderId, outcome: 'PAID', reason: null }
    } catch (error) {
      if (error instanceof Rejected) return { orderId, outcome: 'REFUSED', reason: error.message }
      if (!lost(error)) throw error
      const order = await select(shop, orderId, signal).catch(() => null)
      if (order && !['HELD', 'CLOSED'].includes(parentOf(order).status))
        return { orderId, outcome: 'PAID', reason: null }
      throw error
    }
  }

  async function pay(
    shop: ShopCredentials,
    payment: Payment,
    signal?: AbortSignal,
  ): Promise<PaymentResult[]> {
    const orders: (PurchaseOrder | null)[] = []
    for (const orderId of payment.orderIds) {
      const order = await select(shop, orderId, signal)
      orders.push(order && parentOf(order))
    }
    const { due, settled } = payable('JD', payment, orders)
    for (const { externalId } of due)
      settled.push(await onePayment(externalId, () => confirm(shop, externalId, signal)))
    return settled
  }

  async function cancel(
    shop: ShopCredentials,
    orderId: string,
    _reason: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const send = () =>
      client.call({
        shop,
        method: 'order/cancel',
        params: { jdOrderId: orderId },
        answer: flagAnswer,
        repeatable: false,
        signal,
      })
    const standing = async () => {
      const order = await select(shop, orderId, signal)
      return order && parentOf(order).status === 'CLOSED' ? true : null
    }
    await writeOnce({ send, standing, again: true })
  }

  return { select, parts, findByKey, place, pay, cancel }
}

const list = (rows: readonly Record<string, unknown>[]) => `[${rows.map(jsonParams).join(',')}]`

/** A business refusal of a look-up means "there is none". */
async function unlessRefused<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof Rejected) return null
    throw error
  }
}
