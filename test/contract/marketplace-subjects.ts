import type { MarketplaceConnector } from '../../src/connectors/marketplace.ts'
import type { connectAll, SandboxPlatform } from './sandbox.ts'

export interface MarketplaceSubject {
  readonly platform: SandboxPlatform & ('TAOBAO' | 'JD' | 'ALIBABA_1688')
  readonly of: (all: ReturnType<typeof connectAll>) => MarketplaceConnector
  /** Methods of one `readOffers` of one id. */
  readonly read: readonly string[]
  readonly stock?: { readonly write: string; readonly readBack: string }
  readonly ship?: { readonly send: string; readonly readBack: string }
}

/** What the one suite is run over, and the methods in which each platform does a thing. */
export const MARKETPLACES: readonly MarketplaceSubject[] = [
  {
    platform: 'TAOBAO',
    of: (all) => all.taobao,
    read: ['taobao.items.seller.list.get'],
    stock: { write: 'taobao.skus.quantity.update', readBack: 'taobao.items.seller.list.get' },
    ship: { send: 'taobao.logistics.offline.send', readBack: 'taobao.trade.fullinfo.get' },
  },
  {
    platform: 'JD',
    of: (all) => all.jd,
    read: ['jingdong.ware.read.searchWare4Valid', 'jingdong.sku.read.searchSkuList'],
    stock: { write: 'jingdong.ware.stock.sku.set', readBack: 'jingdong.sku.read.searchSkuList' },
    ship: { send: 'jingdong.pop.order.shipment', readBack: 'jingdong.pop.order.get' },
  },
  {
    platform: 'ALIBABA_1688',
    of: (all) => all.alibaba,
    read: ['com.alibaba.fenxiao.crossborder:product.search.queryProductDetail'],
  },
]
