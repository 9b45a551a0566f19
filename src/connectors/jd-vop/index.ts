import type { PurchasingConnector } from '../purchasing.ts'
import { type JdVopOptions, vopClient } from './client.ts'
import { vopMessages } from './messages.ts'
import { parts } from './order-map.ts'
import { orderCalls } from './orders.ts'
import { quoting } from './quote.ts'
import { follow } from './tracking.ts'

export type { JdVopOptions } from './client.ts'

/** Buying from JD's enterprise pool under a contract account (purchasing.md 2). */
export function jdVopConnector(options: JdVopOptions): PurchasingConnector {
  const client = vopClient(options)
  const { select, findByKey, place, pay, cancel } = orderCalls(client)
  return {
    platform: 'JD',
    api: 'jd-vop',
    limits: { lines: 50, keyLength: 100, ordersPerPayment: 20, oneSeller: false },
    messages: (shop) => vopMessages(client, shop),
    webhook: null,
    preview: quoting(client),
    findByKey,
    place,
    pay,
    cancel,
    follow: async (shop, orderId, signal) => {
      const order = await select(shop, orderId, signal)
      return order ? Promise.all(parts(order).map((part) => follow(client, shop, part, signal))) : []
    },
  }
}
