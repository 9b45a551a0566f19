import { CREDENTIALS } from '../../sandbox/credentials.ts'
import {
  type Catalogue,
  createCatalogue,
  type SearchEngineDeps,
  type TranslationDeps,
} from '../catalogue/index.ts'
import type { Config } from '../config/index.ts'
import { alibaba1688Items } from '../connectors/alibaba-1688/item-source.ts'
import { alibaba1688Links } from '../connectors/alibaba-1688/links.ts'
import type { ShopCredentials } from '../connectors/credentials.ts'
import { dayGmt8 } from '../connectors/gmt8.ts'
import type { ItemSource } from '../connectors/item-source.ts'
import { AGENTS } from '../connectors/items/agents.ts'
import { itemDataSource, type ProviderMarket, providerLanguages } from '../connectors/items/provider/index.ts'
import { shopItems } from '../connectors/items/shop-items.ts'
import { jdLinks } from '../connectors/jd/links.ts'
import { jdVopItems } from '../connectors/jd-vop/item-source.ts'
import { pinduoduoLinks } from '../connectors/pinduoduo/links.ts'
import type { KnownLinks } from '../connectors/read-item-text.ts'
import { shortLinks } from '../connectors/short-links.ts'
import { taobaoLinks } from '../connectors/taobao/links.ts'
import { xianyuLinks } from '../connectors/taobao/xianyu-links.ts'
import { taobaoGlobalItems } from '../connectors/taobao-global/item-source.ts'
import type { Upstream } from '../connectors/upstream.ts'
import { weidianLinks } from '../connectors/weidian/links.ts'
import type { Platform } from '../domain/platform.ts'
import { applyChanges } from '../inventory/apply-changes.ts'
import type { InventoryDeps } from '../inventory/deps.ts'
import type { MediaModule } from '../media/index.ts'
import { TEMPLATE_PATH } from '../server/catalogue-template.ts'
import type { Logger } from '../server/logger.ts'
import type { PrismaClient } from '../store/database.ts'
import { notePaidAnswer } from '../store/item-reading.ts'
import type { Lifetime } from './lifetime.ts'
import { appOf, type Connectors, UNHURRIED } from './marketplaces.ts'
import { buyerOf } from './purchasing.ts'

/** The data provider's names of marketplaces. */
const MARKETS: readonly ProviderMarket[] = [
  {
    platform: 'TAOBAO',
    source: 'taobao',
    links: taobaoLinks,
    itemParams: { is_promotion: '1' },
    decodes: true,
  },
  {
    platform: 'ALIBABA_1688',
    source: '1688',
    links: alibaba1688Links,
    itemParams: { agent: '1', sales_data: '1' },
  },
  { platform: 'JD', source: 'jd', links: jdLinks },
  { platform: 'WEIDIAN', source: 'micro', links: weidianLinks },
  { platform: 'PINDUODUO', source: 'pinduoduo', links: pinduoduoLinks },
]

/** Xianyu's hosts are subdomains of Taobao's: it is asked first. */
const LINKS: KnownLinks = {
  marketplaces: [xianyuLinks, taobaoLinks, alibaba1688Links, jdLinks, weidianLinks, pinduoduoLinks],
  agents: AGENTS,
}

export interface CatalogueOptions {
  readonly config: Config
  readonly prisma: PrismaClient
  readonly connectors: Connectors
  readonly upstream: Upstream
  readonly sandboxUrl: string | null
  readonly linkedShops: (
    platforms: readonly Platform[],
  ) => Promise<readonly (ShopCredentials & { platform: Platform })[]>
  /** Credentials for calls of a linked shop; null when it is not linked. */
  readonly linkedShop: (shopId: string) => Promise<(ShopCredentials & { platform: Platform }) | null>
  /** For opening stock, which the ledger has. */
  readonly inventory: InventoryDeps
  readonly media: Pick<MediaModule, 'setPictures' | 'fetchableAt' | 'pictureProblem' | 'tables'>
  /** Where people reach us, without a slash at the end. */
  readonly ownBase: string
  readonly translation: TranslationDeps | null
  readonly searchEngine: SearchEngineDeps | null
  readonly log: Logger
}

const IMPORT_REST_MS = 5_000
const WATCH_REST_MS = 60_000

/** Items of marketplaces: buying accounts first, then the data provider, then one's own shops. */
export function catalogueOf(options: CatalogueOptions, life: Lifetime): Catalogue {
  const { config, prisma, connectors, sandboxUrl, linkedShops, inventory } = options
  const links = shortLinks({ known: LINKS, base: sandboxUrl === null ? null : `${sandboxUrl}/short` })
  life.onStop('short links', () => links.close())
  const catalogue = createCatalogue({
    prisma,
    connectors,
    linkedShops,
    itemSources: [...accounts(options), ...provider(options), shopItems(connectors, linkedShops)],
    links: LINKS,
    shortLinks: links,
    setPictures: options.media.setPictures,
    shownAt: options.media.fetchableAt,
    pictureProblem: options.media.pictureProblem,
    files: options.media.tables,
    templateAddress: () => options.ownBase + TEMPLATE_PATH,
    openStock: (tx, stock, actor) =>
      applyChanges(
        tx,
        inventory,
        stock.map(({ skuId, warehouseId, quantity, field }) => ({
          skuId,
          warehouseId,
          to: { kind: 'add', opens: true, onHand: quantity },
          reason: 'RECEIPT',
          reference: 'opening stock',
          fields: {
            sku: field,
            warehouse: [...field, 'warehouseId'],
            quantity: [...field, 'quantity'],
          },
        })),
        actor,
      ),
    itemFreshMs: config.items.freshMs,
    paidCallsPerAddress: config.items.paidCallsPerAddress,
    imports: {
      ...config.items.imports,
      shopOf: options.linkedShop,
      openStock: async (tx, lines, actor) => {
        const changes = lines.map(({ skuId, warehouseId, quantity, reference }) => ({
          skuId,
          warehouseId,
          to: { kind: 'set', onHand: quantity, expectedVersion: null } as const,
          reason: 'RECEIPT' as const,
          reference,
          fields: { sku: null, warehouse: ['warehouseId'], quantity: null },
        }))
        await applyChanges(tx, options.inventory, changes, actor)
      },
      onError: (error, importId, position) =>
        options.log.error({ err: error, importId, position }, 'a row of an import met the unexpected'),
    },
    translation: options.translation,
    searchEngine: options.searchEngine,
    watch: {
      rests: config.items.watch,
      onError: (error, platform, externalId) =>
        options.log.error({ err: error, platform, externalId }, 'a watched item met the unexpected'),
    },
  })
  startPriceJobs(options, catalogue, life)
  return catalogue
}

/** Rest between two looks for rules that were changed, in ms: an operator waits for his prices. */
const RULES_REST_MS = 2_000
/** Pause between two looks for alerts to send to operators, in ms. */
const TELL_REST_MS = 15_000

/** Prices after rules, unless this process is only a gateway. */
function startPriceJobs({ config, log }: CatalogueOptions, { prices }: Catalogue, life: Lifetime): void {
  if (config.role === 'gateway') return
  const { applyRules, tellOperators } = prices.jobs
  life.every({ name: 'price rules', everyMs: RULES_REST_MS, run: applyRules, log })
  life.every({ name: 'prices to operators', everyMs: TELL_REST_MS, run: tellOperators, log })
}

/**
 * The work on imports, unless this process is only a gateway.
 * @param alone no other process works on this database: leases of a killed one are cleared at once
 */
export function startCatalogueJobs(
  { role, items }: Pick<Config, 'role' | 'items'>,
  { jobs }: Catalogue,
  alone: boolean,
  log: Logger,
  life: Lifetime,
): void {
  if (role === 'gateway') return
  let isFirst = alone
  const worker = life.every({
    name: 'imports',
    everyMs: IMPORT_REST_MS,
    run: async (signal) => {
      if (isFirst) await jobs.forgetImportLeases()
      isFirst = false
      return jobs.workOnImports(signal)
    },
    log,
  })
  jobs.onImport = () => worker.wake()
  life.every({ name: 'watched items', everyMs: IMPORT_REST_MS, run: jobs.watchItems, log })
  life.every({
    name: 'what is watched',
    everyMs: WATCH_REST_MS,
    run: async () => {
      await jobs.scheduleWatched()
      return false
    },
    log,
  })
  life.every({
    name: 'best sellers',
    everyMs: items.bestSellersMs,
    run: async () => {
      await jobs.countSold()
      return false
    },
    log,
  })
}

function accounts({ config, sandboxUrl, upstream, linkedShops }: CatalogueOptions): ItemSource[] {
  const sources: ItemSource[] = []
  const taobao = buyerOf(config, sandboxUrl, 'TAOBAO_GLOBAL')
  if (taobao)
    sources.push(taobaoGlobalItems({ upstream, ...taobao.app, ...taobao.rates }, async () => taobao.shop))
  const jd = buyerOf(config, sandboxUrl, 'JD_VOP')
  if (jd) {
    const { endpoint, appKey: clientId, appSecret: clientSecret } = jd.app
    sources.push(jdVopItems({ upstream, endpoint, clientId, clientSecret, ...jd.rates }, async () => jd.shop))
  }
  const app = appOf(config.marketplaces, sandboxUrl, 'ALIBABA_1688')
  if (app) {
    const { endpoint, appKey, appSecret } = app
    const rates = config.marketplaces.has('ALIBABA_1688') ? {} : { rates: UNHURRIED }
    const account = async () => (await linkedShops(['ALIBABA_1688']))[0] ?? null
    sources.push(alibaba1688Items({ endpoint, appKey, appSecret, upstream, ...rates }, account))
  }
  return sources
}

function provider({ config, sandboxUrl, upstream, prisma, log }: CatalogueOptions): ItemSource[] {
  const { appKey: key, secret } = CREDENTIALS.ITEM_DATA
  const sandbox =
    sandboxUrl === null ? null : { endpoint: `${sandboxUrl}/item-data`, key, secret, sources: null }
  const account = config.items.provider ?? sandbox
  if (!account) return []
  const asked = MARKETS.filter(
    ({ source }) => account.sources === null || account.sources.some((one) => one === source),
  )
  const onAnswer: Parameters<typeof itemDataSource>[0]['onAnswer'] = (answer) => {
    // A figure for operators: the reading does not wait for it, nor fail with it.
    notePaidAnswer(prisma, dayGmt8(Date.now()), answer).catch((error: unknown) =>
      log.warn({ err: error }, 'a paid call could not be counted'),
    )
  }
  return [
    itemDataSource(
      {
        endpoint: account.endpoint,
        key: account.key,
        secret: account.secret,
        upstream,
        onAnswer,
        ...(account === sandbox && { rates: UNHURRIED }),
      },
      asked,
      config.items.providerTranslates ? providerLanguages(config.translation.locales) : [],
    ),
  ]
}
