import { z } from 'zod'
import { SHOPS } from '../../seed/catalogue.ts'
import { CREDENTIALS, SANDBOX_PLATFORMS, type SandboxPlatform } from '../credentials.ts'
import type { SandboxState } from '../state/state.ts'
import type { ControlRoutes } from './route.ts'

const LOW = 10

function shopCard(state: SandboxState, shop: (typeof SHOPS)[number]) {
  const items = state.shelf.items(shop.platform, shop.key)
  const skus = items.flatMap((item) => item.skus)
  return {
    platform: shop.platform,
    key: shop.key,
    name: shop.name,
    token: tokenOf(state, shop.platform),
    items: items.length,
    skus: skus.length,
    low: skus.filter((sku) => sku.quantity > 0 && sku.quantity < LOW).length,
    out: skus.filter((sku) => sku.quantity === 0).length,
    orders: state.orders.list(shop.platform, shop.key).length,
  }
}

/** Whether the fixed development token still opens this platform. */
function tokenOf(state: SandboxState, platform: SandboxPlatform): 'valid' | 'expired' {
  const found = state.tokens.check(platform, CREDENTIALS[platform].token, state.clock.now())
  return found === undefined || found === 'expired' ? 'expired' : 'valid'
}

const buyers = ['ALIBABA_1688', 'TAOBAO_GLOBAL', 'JD_VOP'] as const

const stockQuery = z.object({
  platform: z.enum(['TAOBAO', 'JD', 'ALIBABA_1688']).optional(),
  q: z.string().default(''),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
})

/** Content of the console page. */
export const overviewRoutes: ControlRoutes = {
  'GET /_control/overview': ({ state }) => ({
    now: state.clock.now().toISOString(),
    aheadMs: state.clock.aheadMs,
    skewMs: state.clock.skewMs,
    planned: state.life.planned,
    untilNextMs: state.life.untilNext(),
    shops: SHOPS.map((shop) => shopCard(state, shop)),
    buyers: buyers.map((platform) => ({
      platform,
      balanceFen: state.purchases.balanceFen[platform],
      token: tokenOf(state, platform),
      open: state.purchases.list(platform).filter((each) => !['FINISHED', 'CANCELLED'].includes(each.status))
        .length,
    })),
    calls: Object.fromEntries(
      SANDBOX_PLATFORMS.map((platform) => [platform, state.calls.list({ platform }).length]),
    ),
    faults: state.faults.list().length,
  }),
  'GET /_control/stock': ({ state, query }) => {
    const { platform, q, limit } = stockQuery.parse(Object.fromEntries(query))
    const word = q.toLowerCase()
    const platforms = platform ? [platform] : (['TAOBAO', 'JD', 'ALIBABA_1688'] as const)
    const rows = platforms
      .flatMap((each) => state.shelf.items(each))
      .flatMap((item) => item.skus.map((sku) => ({ item, sku })))
      .filter(({ sku }) => `${sku.code} ${sku.titleZh} ${sku.titleEn}`.toLowerCase().includes(word))
    return {
      total: rows.length,
      rows: rows.slice(0, limit).map(({ item, sku }) => ({
        platform: item.platform,
        externalId: item.externalId,
        externalSkuId: sku.externalSkuId,
        code: sku.code,
        titleZh: sku.titleZh,
        titleEn: sku.titleEn,
        quantity: sku.quantity,
        priceFen: sku.priceFen,
        modified: sku.modified.toISOString(),
        onSale: item.onSale,
        image: `/images/${item.key}.svg`,
      })),
    }
  },
}
