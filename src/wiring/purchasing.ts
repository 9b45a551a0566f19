import { CREDENTIALS } from '../../sandbox/credentials.ts'
import type { Buyer, BuyerApp, Config } from '../config/index.ts'
import { alibaba1688Purchasing } from '../connectors/alibaba-1688/purchasing.ts'
import { jdVopConnector } from '../connectors/jd-vop/index.ts'
import type { PurchasingConnector } from '../connectors/purchasing.ts'
import { taobaoGlobalConnector } from '../connectors/taobao-global/index.ts'
import type { Upstream } from '../connectors/upstream.ts'
import type { Platform } from '../domain/platform.ts'
import type { BuyerAccount, PurchaseDeps } from '../orders/purchases/deps.ts'
import { workOnPurchases } from '../orders/purchases/work.ts'
import type { Logger } from '../server/logger.ts'
import type { PrismaClient } from '../store/database.ts'
import { forgetLeases } from '../store/purchase-queue.ts'
import type { SecretBox } from '../store/secret-box.ts'
import { linkedShops } from '../store/shop-credentials.ts'
import type { InventoryParts } from './inventory.ts'
import type { Lifetime } from './lifetime.ts'
import { appOf, UNHURRIED } from './marketplaces.ts'

/** Lease of a worker for a purchase, in ms. Longer than any call; after a crash others wait for its end. */
const LEASE_MS = 30_000
const REST_MS = 5_000
const FOLLOW_MS = 5 * 60_000
/** The sandbox's sellers send within seconds. */
const FOLLOW_SANDBOX_MS = 10_000

export interface PurchasingOptions {
  readonly config: Config
  readonly prisma: PrismaClient
  readonly box: SecretBox
  readonly upstream: Upstream
  readonly sandboxUrl: string | null
  readonly ownStock: InventoryParts['purchases']
  readonly log: Logger
}

/** Accounts of the purchase worker: real ones, or the sandbox's for missing ones. */
export function purchasingOf(options: PurchasingOptions): PurchaseDeps {
  const { config, prisma, box, sandboxUrl, upstream, ownStock, log } = options
  const by1688 = purchasing1688(options)
  const byAccount = new Map<Platform, BuyerAccount>()
  const taobao = accountOf(options, 'TAOBAO_GLOBAL', (app) =>
    taobaoGlobalConnector({ upstream, ...app, ...hurry(options, 'TAOBAO_GLOBAL') }),
  )
  const jd = accountOf(options, 'JD_VOP', ({ endpoint, appKey, appSecret }) =>
    jdVopConnector({
      upstream,
      ...hurry(options, 'JD_VOP'),
      endpoint,
      clientId: appKey,
      clientSecret: appSecret,
    }),
  )
  if (taobao) byAccount.set('TAOBAO', taobao)
  if (jd) byAccount.set('JD', jd)
  return {
    prisma,
    hub: config.orders.hub,
    leaseMs: LEASE_MS,
    followEveryMs: sandboxUrl === null ? FOLLOW_MS : FOLLOW_SANDBOX_MS,
    ownStock,
    onError: (error, purchaseId) => log.error({ err: error, purchaseId }, 'a purchase met the unexpected'),
    accountOf: async (platform) => {
      const account = byAccount.get(platform)
      if (account) return account
      if (platform !== 'ALIBABA_1688')
        return `There is no purchasing account for ${platform}: buy it by hand and enter the order number`
      const [shop] = by1688 ? await linkedShops(prisma, box, { platforms: ['ALIBABA_1688'] }) : []
      return by1688 && shop
        ? { connector: by1688, shop }
        : 'No 1688 shop is linked that could buy: link one, or buy it by hand and enter the order number'
    },
  }
}

function purchasing1688({ config, upstream, sandboxUrl }: PurchasingOptions): PurchasingConnector | null {
  const app = appOf(config.marketplaces, sandboxUrl, 'ALIBABA_1688')
  if (!app) return null
  const { endpoint, appKey, appSecret } = app
  const rates = config.marketplaces.has('ALIBABA_1688') ? {} : { rates: UNHURRIED }
  return alibaba1688Purchasing({ endpoint, appKey, appSecret, ...rates, upstream })
}

function accountOf(
  { config, sandboxUrl }: PurchasingOptions,
  buyer: Buyer,
  connectorOf: (app: BuyerApp) => PurchasingConnector,
): BuyerAccount | null {
  const found = buyerOf(config, sandboxUrl, buyer)
  return found && { connector: connectorOf(found.app), shop: found.shop }
}

/** The account that buys, as configured or the sandbox's, with its rate limits; null: there is none. */
export function buyerOf(config: Config, sandboxUrl: string | null, buyer: Buyer) {
  const app = config.orders.buyers.get(buyer) ?? (sandboxUrl === null ? null : sandboxApp(sandboxUrl, buyer))
  if (!app) return null
  const { shop } = CREDENTIALS[buyer]
  // The sandbox has no quota to keep to.
  const rates = config.orders.buyers.has(buyer) ? {} : { rates: UNHURRIED }
  return { app, rates, shop: { shopId: shop, externalShopId: shop, accessToken: app.accessToken } }
}

function sandboxApp(url: string, buyer: Buyer): BuyerApp {
  const { appKey, secret: appSecret, token: accessToken } = CREDENTIALS[buyer]
  return { appKey, appSecret, accessToken, endpoint: buyer === 'TAOBAO_GLOBAL' ? `${url}/rest` : url }
}

/** The sandbox has no quota to keep to. */
function hurry({ config }: PurchasingOptions, buyer: Buyer) {
  return config.orders.buyers.has(buyer) ? {} : { rates: UNHURRIED }
}

/**
 * The purchase worker, unless this process is only a gateway.
 * @param alone no other process works on this database: leases of a killed one are cleared at once
 * @returns wakes it: something is due
 */
export function startPurchasing(
  { role }: Pick<Config, 'role'>,
  deps: PurchaseDeps,
  alone: boolean,
  log: Logger,
  life: Lifetime,
): () => void {
  if (role === 'gateway') return () => {}
  let isFirst = alone
  const worker = life.every({
    name: 'purchases',
    everyMs: REST_MS,
    run: async (signal) => {
      if (isFirst) await forgetLeases(deps.prisma)
      isFirst = false
      return workOnPurchases(deps, signal)
    },
    log,
  })
  return () => worker.wake()
}
