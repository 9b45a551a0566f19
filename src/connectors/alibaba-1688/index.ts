import type { MarketplaceConnector } from '../marketplace.ts'
import { unsupported, unsupportedIteration } from '../unsupported.ts'
import { type Alibaba1688Options, client1688 } from './client.ts'
import { readTracking } from './logistics.ts'
import { OFFERS_PER_PAGE, OFFERS_PER_READ, offerReads } from './offers.ts'
import { ORDER_WINDOW_MS, orderReads } from './orders.ts'
import { webhook1688 } from './webhook.ts'

export type { Alibaba1688Options } from './client.ts'

/** 1688 as its open platform shows it to buyers (protocols.md 3): no stock writes, shipments or refund lists there. */
export function alibaba1688Connector(options: Alibaba1688Options): MarketplaceConnector {
  const client = client1688(options)
  const { readOffers, searchOffers, offers } = offerReads(client)
  return {
    platform: 'ALIBABA_1688',
    limits: {
      offersPerRead: OFFERS_PER_READ,
      offersPerPage: OFFERS_PER_PAGE,
      skusPerStockWrite: 0,
      orderWindowMs: ORDER_WINDOW_MS,
    },
    supports: {
      stockWrites: false,
      shipments: false,
      refunds: false,
      modifiedTime: { offers: false, refunds: false },
    },
    messages: null,
    webhook: webhook1688(options.appSecret),
    readOffers,
    searchOffers,
    offers,
    ...orderReads(client),
    writeStock: () => Promise.reject(unsupported('ALIBABA_1688', 'writing stock')),
    sendShipment: () => Promise.reject(unsupported('ALIBABA_1688', 'sending shipments')),
    readTracking: (shop, orderId, signal) => readTracking(client, shop, orderId, signal),
    refunds: () => unsupportedIteration('ALIBABA_1688', 'listing refunds'),
    readRefunds: null,
  }
}
