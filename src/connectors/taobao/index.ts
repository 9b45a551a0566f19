import type { MarketplaceConnector } from '../marketplace.ts'
import { type TaobaoOptions, topClient } from './client.ts'
import { ITEMS_PER_PAGE, ITEMS_PER_READ, itemReads } from './items.ts'
import { listing } from './listing.ts'
import { messageQueue } from './messages.ts'
import { ORDER_WINDOW_MS, orderReads } from './orders.ts'
import { refundReads } from './refunds.ts'
import { shipping } from './shipping.ts'
import { SKUS_PER_WRITE, stockWrites } from './stock.ts'

export type { TaobaoOptions } from './client.ts'

/** Taobao and Tmall shops over TOP, seller side (protocols.md 1). */
export function taobaoConnector(options: TaobaoOptions): MarketplaceConnector {
  const client = topClient(options)
  const items = itemReads(client)
  const orders = orderReads(client)
  return {
    platform: 'TAOBAO',
    limits: {
      offersPerRead: ITEMS_PER_READ,
      offersPerPage: ITEMS_PER_PAGE,
      skusPerStockWrite: SKUS_PER_WRITE,
      orderWindowMs: ORDER_WINDOW_MS,
    },
    supports: {
      stockWrites: true,
      shipments: true,
      refunds: true,
      modifiedTime: { offers: true, refunds: true },
    },
    messages: messageQueue(client, options.messageGroup),
    webhook: null,
    ...items,
    offers: listing(client, items),
    ...orders,
    writeStock: stockWrites(client),
    ...shipping(client, orders.readOrder),
    refunds: refundReads(client),
    readRefunds: null,
  }
}
