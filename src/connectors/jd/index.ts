import type { MarketplaceConnector } from '../marketplace.ts'
import { type JdOptions, jdClient } from './client.ts'
import { ORDER_WINDOW_MS, orderReads } from './orders.ts'
import { refundReads } from './refunds.ts'
import { shipping } from './shipping.ts'
import { SKUS_PER_WRITE, stockWrites } from './stock.ts'
import { ROWS_PER_PAGE, WARES_PER_READ, wareReads } from './wares.ts'

export type { JdOptions } from './client.ts'

/** JD shops over routerjson, seller side (protocols.md 2). */
export function jdConnector(options: JdOptions): MarketplaceConnector {
  const client = jdClient(options)
  const { skus, ...wares } = wareReads(client)
  const orders = orderReads(client)
  return {
    platform: 'JD',
    limits: {
      offersPerRead: WARES_PER_READ,
      offersPerPage: ROWS_PER_PAGE,
      skusPerStockWrite: SKUS_PER_WRITE,
      orderWindowMs: ORDER_WINDOW_MS,
    },
    supports: {
      stockWrites: true,
      shipments: true,
      refunds: true,
      modifiedTime: { offers: true, refunds: false },
    },
    messages: null,
    webhook: null,
    ...wares,
    ...orders,
    writeStock: stockWrites(client, { skus }),
    ...shipping(client, orders.readOrder),
    ...refundReads(client),
  }
}
