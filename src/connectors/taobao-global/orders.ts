import { z } from 'zod'
import type { ShopCredentials } from '../credentials.ts'
import { jsonIds } from '../json-params.ts'
import { createSingleFlight, payable } from '../payments.ts'
import type { FollowedOrder, Payment, PaymentResult, Purchase, PurchaseOrder } from '../purchasing.ts'
import { bareList, id, none, text } from '../wire.ts'
import { lost, writeOnce } from '../write-once.ts'
import type { IopClient } from './client.ts'
import { readParcels } from './logistics.ts'
import { type GlobalOrder, readOrders, toPurchaseOrder } from './purchase-map.ts'

/** `/purchase/order/batch/pay` takes no more (purchasing.md 1.4). */
export const ORDERS_PER_PAYMENT = 10
const PAGE_SIZE = 50

const queryAnswer = z.object({ data: z.object({ purchase_orders: bareList }).nullish() })
const payAnswer = z.object({
  data: z.object({
    will_pay_purchase_order_ids: bareList.pipe(z.array(id)),
    pay_failed_results: bareList.pipe(
      z.array(
        z.object({ gspOrderId: id, errorCode: none(text).optional(), errorMessage: none(text).optional() }),
      ),
    ),
  }),
})
const anything = z.looseObject({})

/** Orders of one buyer account: read back, paid, cancelled, followed. */
export function orderCalls(client: IopClient) {
  const onePayment = createSingleFlight<PaymentResult[]>()

  async function query(
    shop: ShopCredentials,
    by: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<GlobalOrder[]> {
    const { data } = await client.call({
      shop,
      method: '/purchase/orders/query',
      params: { ...by, page_no: 1, page_size: PAGE_SIZE },
      answer: queryAnswer,
      signal,
    })
    const { good, unreadable } = readOrders(data?.purchase_orders ?? [])
    for (const { externalId, message } of unreadable) {
      client.upstream.unreadable({
        api: 'taobao-global',
        method: '/purchase/orders/query',
        externalId,
        message,
      })
    }
    return good.map(({ value }) => value)
  }
  const byIds = (shop: ShopCredentials, ids: readonly string[], signal?: AbortSignal) =>
    query(shop, { purchase_ids: jsonIds(ids) }, signal)

  async function findByKey(
    shop: ShopCredentials,
    key: string,
    signal?: AbortSignal,
  ): Promise<Purchase | null> {
    const rows = (await query(shop, { outer_purchase_id: key }, signal)).filter(
      (row) => (row.outer_purchase_id ?? key) === key,
    )
    return rows.length === 0 ? null : { key, orders: rows.map(toPurchaseOrder), paymentUrl: null }
  }

  /** Success means accepted: the deduction follows, and the orders tell when it is done. */
  async function sendPayment(
    shop: ShopCredentials,
    due: readonly PurchaseOrder[],
    signal?: AbortSignal,
  ): Promise<PaymentResult[]> {
    const ids = due.map((order) => order.externalId)
    try {
      const { data } = await client.call({
        shop,
        method: '/purchase/order/batch/pay',
        params: { purchaseOrderIdList: jsonIds(ids) },
        answer: payAnswer,
        repeatable: false,
        items: ids.length,
        signal,
      })
      const failed = new Map(
        data.pay_failed_results.map((one) => [
          one.gspOrderId,
          one.errorMessage ?? one.errorCode ?? 'refused',
        ]),
      )
      return ids.map((orderId) => {
        const reason =
          failed.get(orderId) ??
          (data.will_pay_purchase_order_ids.includes(orderId) ? null : 'not among the accepted ones')
        return { orderId, outcome: reason === null ? 'ACCEPTED' : 'REFUSED', reason }
      })
    } catch (error) {
      if (!lost(error)) throw error
      const now = new Map(
        (await byIds(shop, ids, signal).catch(() => [])).map((row) => [
          row.purchase_id,
          toPurchaseOrder(row),
        ]),
      )
      const paid = ids.every((orderId) =>
        ['PAYING', 'PAID', 'SHIPPED', 'RECEIVED', 'COMPLETED'].includes(now.get(orderId)?.status ?? ''),
      )
      if (!paid) throw error
      return ids.map((orderId) => ({ orderId, outcome: 'PAID', reason: null }))
    }
  }

  async function pay(
    shop: ShopCredentials,
    payment: Payment,
    signal?: AbortSignal,
  ): Promise<PaymentResult[]> {
    if (payment.orderIds.length > ORDERS_PER_PAYMENT)
      throw new RangeError(`${payment.orderIds.length} orders in one payment, at most ${ORDERS_PER_PAYMENT}`)
    const rows = new Map(
      (await byIds(shop, payment.orderIds, signal)).map((row) => [row.purchase_id, toPurchaseOrder(row)]),
    )
    const { due, settled } = payable(
      'TAOBAO',
      payment,
      payment.orderIds.map((orderId) => rows.get(orderId) ?? null),
    )
    if (due.length === 0) return settled
    const name = due
      .map((order) => order.externalId)
      .sort()
      .join()
    return [...settled, ...(await onePayment(name, () => sendPayment(shop, due, signal)))]
  }

  async function cancel(
    shop: ShopCredentials,
    orderId: string,
    reason: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const send = () =>
      client.call({
        shop,
        method: '/purchase/order/asyn/cancel',
        params: { purchase_id: orderId, cancel_reason: reason },
        answer: anything,
        repeatable: false,
        signal,
      })
    const standing = async () =>
      (await byIds(shop, [orderId], signal))[0]?.status === 'TRADE_CLOSED' ? {} : null
    await writeOnce({ send, standing, again: true })
  }

  async function follow(
    shop: ShopCredentials,
    orderId: string,
    signal?: AbortSignal,
  ): Promise<FollowedOrder[]> {
    const followed: FollowedOrder[] = []
    for (const row of await byIds(shop, [orderId], signal))
      followed.push({ ...toPurchaseOrder(row), parcels: await readParcels(client, shop, row, signal) })
    return followed
  }

  return { findByKey, pay, cancel, follow }
}
