import { z } from 'zod'
import { type Money, money } from '../../domain/money.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonId, jsonParams } from '../json-params.ts'
import { createSingleFlight, payable } from '../payments.ts'
import type {
  Payment,
  PaymentResult,
  Purchase,
  PurchaseDraft,
  PurchaseOrder,
  PurchasePreview,
  PurchaseRequest,
  PurchasingConnector,
} from '../purchasing.ts'
import { bareList, fen, flag, id, none, text } from '../wire.ts'
import { lost, writeOnce } from '../write-once.ts'
import { addressParam, cargoParamList } from './cargo.ts'
import { type Alibaba1688Options, client1688 } from './client.ts'
import { readTracking } from './logistics.ts'
import { offerReads } from './offers.ts'
import { viewOrder } from './orders.ts'
import { followed, toPurchaseOrder } from './purchase-map.ts'
import { webhook1688 } from './webhook.ts'

/** Ordinary purchase; `saleproxy` and others need their own contracts. */
const FLOW = 'general'
const PAY_CHANNEL = 'alipay'
const NO_STOCK = /库存|stock/i

/** Amounts of preview, create and pay are fen, those of order reads yuan (protocols.md 0). */
const previewRow = z.object({
  status: flag.optional().catch(undefined),
  sumPayment: none(fen).optional(),
  sumCarriage: none(fen).optional(),
  resultCode: none(text).optional(),
  message: none(z.string()).optional(),
  cargoList: bareList
    .pipe(
      z.array(
        z.object({
          specId: none(text).optional(),
          offerId: none(id).optional(),
          finalUnitPrice: none(fen).optional(),
        }),
      ),
    )
    .catch([]),
})
/** The answer's key is spelt so. */
const previewAnswer = z.object({ orderPreviewResuslt: bareList.pipe(z.array(previewRow)) })
const createAnswer = z.object({
  result: z.object({ orderId: id, totalSuccessAmount: none(fen).optional(), postFee: none(fen).optional() }),
})
const payAnswer = z.object({ result: z.object({ result: z.object({ paySuccess: flag }) }) })
const anything = z.looseObject({})

/** Buying on 1688: preview, fast order under our `outOrderId`, payment by withholding contract (protocols.md 3.5). */
export function alibaba1688Purchasing(options: Alibaba1688Options): PurchasingConnector {
  const client = client1688(options)
  const { readOffer } = offerReads(client)
  const onePayment = createSingleFlight<PaymentResult>()

  async function preview(
    shop: ShopCredentials,
    { lines, address, message }: PurchaseDraft,
    signal?: AbortSignal,
  ): Promise<PurchasePreview> {
    const cargo = await cargoParamList(shop, lines, readOffer, signal)
    try {
      const { orderPreviewResuslt: parts } = await client.call({
        shop,
        method: 'com.alibaba.trade:alibaba.createOrder.preview',
        params: { flow: FLOW, addressParam: addressParam(address), cargoParamList: cargo.json, message },
        answer: previewAnswer,
        items: lines.length,
        signal,
      })
      const bad = parts.find((part) => part.status === false)
      const sum = (amounts: (Money | null | undefined)[]) =>
        money(amounts.reduce((total, one) => total + (one?.minor ?? 0n), 0n))
      return {
        total: sum(parts.map((part) => part.sumPayment)),
        shippingFee: sum(parts.map((part) => part.sumCarriage)),
        prices: lines.flatMap((line) => {
          const specId = cargo.specIds.get(line)
          const priced = parts
            .flatMap((part) => part.cargoList)
            .find((one) => (specId ? one.specId === specId : one.offerId === line.offerId))
          return priced?.finalUnitPrice ? [{ lineNo: line.lineNo, unitPrice: priced.finalUnitPrice }] : []
        }),
        unavailable: bad
          ? lines.map(({ lineNo }) => ({ lineNo, reason: bad.message ?? bad.resultCode ?? 'refused' }))
          : [],
      }
    } catch (error) {
      if (!(error instanceof Rejected) || !NO_STOCK.test(error.message)) throw error
      return {
        total: money(0),
        shippingFee: money(0),
        prices: [],
        unavailable: lines.map(({ lineNo }) => ({ lineNo, reason: error.message })),
      }
    }
  }

  async function findByKey(
    shop: ShopCredentials,
    key: string,
    signal?: AbortSignal,
  ): Promise<Purchase | null> {
    const view = await viewOrder(client, shop, { outOrderId: key }, signal)
    return view ? { key, orders: [toPurchaseOrder(view.row)], paymentUrl: null } : null
  }

  async function place(
    shop: ShopCredentials,
    request: PurchaseRequest,
    signal?: AbortSignal,
  ): Promise<Purchase> {
    const { key, lines, address, message, resume = false } = request
    const standing = resume ? await findByKey(shop, key, signal) : null
    if (standing) return standing
    const cargo = await cargoParamList(shop, lines, readOffer, signal)
    const send = async (): Promise<Purchase> => {
      const { result } = await client.call({
        shop,
        method: 'com.alibaba.trade:alibaba.trade.fastCreateOrder',
        params: {
          flow: FLOW,
          addressParam: addressParam(address),
          cargoParamList: cargo.json,
          outOrderId: key,
          message,
        },
        answer: createAnswer,
        repeatable: false,
        items: lines.length,
        signal,
      })
      const order: PurchaseOrder = {
        externalId: result.orderId,
        status: 'UNPAID',
        rawStatus: 'waitbuyerpay',
        total: result.totalSuccessAmount ?? null,
        shippingFee: result.postFee ?? null,
        seller: null,
        lineNos: lines.map((line) => line.lineNo),
        closeReason: null,
      }
      return { key, orders: [order], paymentUrl: null }
    }
    return writeOnce({ send, standing: () => findByKey(shop, key, signal), again: true })
  }

  const readOrder = async (shop: ShopCredentials, orderId: string, signal?: AbortSignal) => {
    const view = await viewOrder(client, shop, { orderId }, signal)
    return view ? toPurchaseOrder(view.row) : null
  }

  /** `paySuccess: false` after a time-out of theirs can hide a payment that went through, so the order has the last word. */
  async function payOne(
    shop: ShopCredentials,
    order: PurchaseOrder,
    signal?: AbortSignal,
  ): Promise<PaymentResult> {
    const orderId = order.externalId
    try {
      const { result } = await client.call({
        shop,
        method: 'com.alibaba.trade:alibaba.trade.pay.protocolPay.preparePay',
        params: {
          tradeWithholdPreparePayParam: jsonParams({
            orderId: jsonId(orderId),
            payChannel: PAY_CHANNEL,
            payAmount: jsonId(String(order.total?.minor)),
            opRequestId: `pay-${orderId}`,
          }),
        },
        answer: payAnswer,
        repeatable: false,
        signal,
      })
      if (result.result.paySuccess) return { orderId, outcome: 'PAID', reason: null }
    } catch (error) {
      if (error instanceof Rejected) return { orderId, outcome: 'REFUSED', reason: error.message }
      if (!lost(error)) throw error
      const now = await readOrder(shop, orderId, signal).catch(() => null)
      if (now && now.status !== 'UNPAID') return { orderId, outcome: 'PAID', reason: null }
      throw error
    }
    const now = await readOrder(shop, orderId, signal)
    return now && now.status !== 'UNPAID'
      ? { orderId, outcome: 'PAID', reason: null }
      : { orderId, outcome: 'REFUSED', reason: 'the payment was not taken' }
  }

  async function pay(
    shop: ShopCredentials,
    payment: Payment,
    signal?: AbortSignal,
  ): Promise<PaymentResult[]> {
    const orders: (PurchaseOrder | null)[] = []
    for (const orderId of payment.orderIds) orders.push(await readOrder(shop, orderId, signal))
    const { due, settled } = payable('ALIBABA_1688', payment, orders)
    for (const order of due)
      settled.push(await onePayment(order.externalId, () => payOne(shop, order, signal)))
    return settled
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
        method: 'com.alibaba.trade:alibaba.trade.cancel',
        params: { webSite: '1688', tradeID: orderId, cancelReason: 'buyerCancel', remark: reason },
        answer: anything,
        repeatable: false,
        signal,
      })
    const standing = async () => ((await readOrder(shop, orderId, signal))?.status === 'CLOSED' ? {} : null)
    await writeOnce({ send, standing, again: true })
  }

  return {
    platform: 'ALIBABA_1688',
    api: 'alibaba-1688',
    limits: { lines: 50, keyLength: 64, ordersPerPayment: 30, oneSeller: true },
    messages: null,
    webhook: webhook1688(options.appSecret),
    preview,
    place,
    findByKey,
    pay,
    cancel,
    follow: async (shop, orderId, signal) => {
      const view = await viewOrder(client, shop, { orderId }, signal)
      return view ? [followed(view.row, await readTracking(client, shop, orderId, signal))] : []
    },
  }
}
