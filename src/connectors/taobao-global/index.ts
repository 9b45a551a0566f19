import type { OfferSource } from '../marketplace.ts'
import type { PurchasingConnector } from '../purchasing.ts'
import { iopClient, type TaobaoGlobalOptions } from './client.ts'
import { offerReads } from './offers.ts'
import { ORDERS_PER_PAYMENT, orderCalls } from './orders.ts'
import { placing } from './placing.ts'
import { globalWebhook } from './webhook.ts'

export type { TaobaoGlobalOptions } from './client.ts'

/** Buying from Taobao and Tmall sellers through Taobao Global, and searching all of them (purchasing.md 1). */
export function taobaoGlobalConnector(options: TaobaoGlobalOptions): PurchasingConnector & OfferSource {
  const client = iopClient(options)
  const { readDetailOf, limits, ...offers } = offerReads(client)
  const { findByKey, ...orders } = orderCalls(client)
  return {
    platform: 'TAOBAO',
    api: 'taobao-global',
    limits: { ...limits, lines: 50, keyLength: 64, ordersPerPayment: ORDERS_PER_PAYMENT, oneSeller: false },
    messages: null,
    webhook: globalWebhook(options.appKey, options.appSecret),
    ...offers,
    ...placing(client, { readDetailOf }, findByKey),
    findByKey,
    ...orders,
  }
}
