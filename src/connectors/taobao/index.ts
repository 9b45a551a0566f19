import type { MarketplaceConnector } from '../marketplace.ts'
import { unsupported, unsupportedIteration } from '../unsupported.ts'
import { type TaobaoOptions, topClient } from './client.ts'
import { ITEMS_PER_PAGE, ITEMS_PER_READ, itemReads } from './items.ts'

export type { TaobaoOptions } from './client.ts'

const DAY_MS = 86_400_000

/** Taobao and Tmall shops over TOP, seller side (protocols.md 1). */
export function taobaoConnector(options: TaobaoOptions): MarketplaceConnector {
  const client = topClient(options)
  return {
    platform: 'TAOBAO',
    limits: {
      offersPerRead: ITEMS_PER_READ,
      offersPerPage: ITEMS_PER_PAGE,
      skusPerStockWrite: 20,
      orderWindowMs: DAY_MS,
    },
    supports: { stockWrites: false, shipments: false, refunds: false },
    messages: null,
    webhook: null,
    ...itemReads(client),
    offers: () => unsupportedIteration('TAOBAO', 'listing offers'),
    orders: () => unsupportedIteration('TAOBAO', 'listing orders'),
    readOrder: () => Promise.reject(unsupported('TAOBAO', 'reading an order')),
    writeStock: () => Promise.reject(unsupported('TAOBAO', 'writing stock')),
    sendShipment: () => Promise.reject(unsupported('TAOBAO', 'sending a shipment')),
    readTracking: () => Promise.reject(unsupported('TAOBAO', 'tracking')),
    refunds: () => unsupportedIteration('TAOBAO', 'listing refunds'),
  }
}
