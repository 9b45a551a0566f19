import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { authenticator } from './auth/tokens.ts'
import { type Config, SANDBOX_PROVIDER } from './config/index.ts'
import type { Platform } from './domain/platform.ts'
import { catalogueLoaders } from './loaders/catalogue.ts'
import { exchangeRateLoader } from './loaders/exchange-rate.ts'
import { liveOfferLoader } from './loaders/live-offer.ts'
import { offerCache } from './loaders/offer-cache.ts'
import { sellableLoader } from './loaders/sellable.ts'
import { skuSuggestionsLoader } from './loaders/sku-suggestions.ts'
import { ENDPOINT } from './server/endpoint.ts'
import { EventStreams } from './server/event-streams.ts'
import { createGraphQL } from './server/graphql.ts'
import { healthHandler, startingHandler } from './server/health.ts'
import { closeHttpServer, createHttpServer, type Handler, listen } from './server/http.ts'
import { createLogger, type Logger } from './server/logger.ts'
import { createMetrics } from './server/metrics.ts'
import { callbackPath, oauthCallback } from './server/oauth-callback.ts'
import { queryCounters } from './server/query-counters.ts'
import { pathOf } from './server/request-path.ts'
import { aroundRequests } from './server/requests.ts'
import { ResponseCache } from './server/response-cache/response-cache.ts'
import { sparing } from './server/sparing-log.ts'
import { answerLostHandshake } from './server/websocket/handshake.ts'
import { serveWebSocket } from './server/websocket.ts'
import { readAnswered } from './store/back-in-stock.ts'
import type { Database } from './store/database.ts'
import { isDatabaseAway } from './store/database-away.ts'
import { readLevels, readOpenAlerts } from './store/feed-state.ts'
import { readOrdersUnderWay } from './store/order.ts'
import { outboxFigures } from './store/outbox.ts'
import type { OnStatement } from './store/prisma-client.ts'
import { secretBox } from './store/secret-box.ts'
import { seedDatabase } from './store/seed/index.ts'
import { linkedShop, linkedShops } from './store/shop-credentials.ts'
import { readOpenSyncAlerts } from './store/sync-alert.ts'
import { syncFigures } from './store/sync-watch.ts'
import { openAccess } from './wiring/access.ts'
import { alertsOf, channelsOf, startAlertJobs } from './wiring/alerts.ts'
import { analyticsOf } from './wiring/analytics.ts'
import { shareRates } from './wiring/callers.ts'
import { catalogueOf, startCatalogueJobs } from './wiring/catalogue.ts'
import { openBus, openFeed } from './wiring/feed.ts'
import { graphiqlOf } from './wiring/graphiql.ts'
import { inventoryOf, startInventoryJobs } from './wiring/inventory.ts'
import { Lifetime } from './wiring/lifetime.ts'
import { openMarketplaces } from './wiring/marketplaces.ts'
import { mediaHandlers, openMedia, startMediaJobs } from './wiring/media.ts'
import { ordersOf, startOrderJobs } from './wiring/orders.ts'
import { protectionOf } from './wiring/protection.ts'
import { purchasingOf, startPurchasing } from './wiring/purchasing.ts'
import { followedRatesFor, rateFigures, startRateJobs } from './wiring/rates.ts'
import { startRetention } from './wiring/retention.ts'
import { openSandbox, SANDBOX_ACCOUNTS } from './wiring/sandbox.ts'
import { takeSandboxPayments } from './wiring/sandbox-payments.ts'
import { startSandboxTraffic } from './wiring/sandbox-traffic.ts'
import { takeSandboxWebhooks } from './wiring/sandbox-webhooks.ts'
import { searchEngineFor, startSearchJobs } from './wiring/search.ts'
import { openShops, type Shops } from './wiring/shops.ts'
import { type StatusFigures, statusOf } from './wiring/status.ts'
import { openStore } from './wiring/store.ts'
import { openSync } from './wiring/sync.ts'
import { startSyncNotices } from './wiring/sync-notices.ts'
import { openTrace } from './wiring/tracing.ts'
import { startTranslationJobs, translationFor } from './wiring/translation.ts'
import { documentsOf } from './wiring/trusted-documents.ts'
import { warehouseOf } from './wiring/warehouse.ts'

export interface AppOptions {
  readonly log?: Logger
  /** Called for every SQL statement: tests count them. */
  readonly onStatement?: OnStatement
  /** Initial data of an embedded in-memory database: see `openEmbeddedDatabase`. */
  readonly cluster?: Blob
  /** Called with what is being done while the start takes its time. */
  readonly onProgress?: (what: string) => void
}

/** The running parts and their addresses. */
export interface Running {
  readonly url: string
  readonly port: number
  readonly sandboxUrl: string | null
  readonly database: Database
  stop(): Promise<void>
}

/** Everything of one process, from its configuration. `start` undoes itself when a part can't be started. */
export function buildApp(config: Config, options: AppOptions = {}) {
  const log = options.log ?? createLogger(config.logLevel)
  const life = new Lifetime()
  const stop = () => life.stop((part, error) => log.error({ err: error, part }, 'could not be stopped'))
  return {
    async start(): Promise<Running> {
      try {
        return { ...(await start(config, options, log, life)), stop }
      } catch (error) {
        await stop()
        throw error
      }
    },
  }
}

async function start(
  config: Config,
  options: AppOptions,
  everyLine: Logger,
  life: Lifetime,
): Promise<Omit<Running, 'stop'>> {
  // For background work: repeated errors are logged once per interval. Requests log everything.
  const log = sparing(everyLine)
  const { onProgress = () => {} } = options
  for (const warning of config.warnings) everyLine.warn(warning)
  const documents = await documentsOf(config)
  const trace = await openTrace(config, life)
  let state: 'starting' | 'running' | 'stopping' = 'starting'

  // Bind the port first, so that a failed start leaves no seeded database.
  const handlers: Handler[] = [startingHandler(() => state === 'starting')]
  const server = createHttpServer(handlers, everyLine, {
    https: config.publicUrl?.startsWith('https:') ?? false,
    quietMs: config.limits.executionMs + 30_000,
    around: aroundRequests(everyLine, trace),
  })
  const port = await listen(server, config.host, config.port)
  const url = urlOf(config.host, port)
  life.onStop('port', () => closeHttpServer(server))
  const bus = await openBus(config, log, life)
  const sandbox = config.sandbox.enabled
    ? await openSandbox(config.host, config.sandbox.port, log, life)
    : null
  const sandboxUrl = sandbox?.url ?? null
  const database = await openStore(config, log, life, {
    cluster: options.cluster,
    onStatement: options.onStatement,
    trace,
    onProgress,
  })
  const { prisma } = database
  const box = secretBox(config.encryptionKeys)
  if (sandbox && config.sandbox.seed) {
    await seedDatabase(database, {
      now: new Date(),
      imageBase: `${sandbox.url}/images`,
      secretBox: box,
      shopAccounts: SANDBOX_ACCOUNTS,
      onProgress: (done, total, what) =>
        onProgress(`seeding ${Math.round((100 * done) / total)} % (${what})`),
    })
  }

  const counters = queryCounters()
  const responseCache = config.responseCache && new ResponseCache(config.responseCache, counters)
  const shopFigures: StatusFigures = {
    pictures: () => media.figures(),
    catalogue: () => catalogue.figures(),
    translation: () => catalogue.translation.figures(),
    search: () => catalogue.words.figures(),
    rates: () => rateFigures(config, prisma, followedRates),
  }
  const metrics = createMetrics(
    {
      counters: () => source.hub.counters,
      groups: () => groups.size,
      lagging: () => source.hub.lagging(),
    },
    () => syncFigures(prisma),
    () => outboxFigures(prisma),
    counters,
    () => sync.queues(),
    shopFigures,
  )
  life.onRun = metrics.onPeriodicRun
  const { onDelivered } = metrics.feed
  const { source } = await openFeed(
    { config, database, bus, log, trace, onDelivered, watcher: responseCache },
    life,
  )
  const status = statusOf(database, bus, source, () => upstream.paces(), shopFigures)
  const figures = {
    process: randomUUID(),
    feed: () => source.hub.counters,
    callRates: () => upstream.paces(),
    sync: () => syncFigures(prisma),
  }
  const { connectors, oauth, upstream } = openMarketplaces(
    {
      apps: config.marketplaces,
      sandboxUrl,
      part: await shareRates(database, log, life),
      renewToken: (shop) => shops.renewToken(shop),
      onCall: metrics.onUpstreamCall,
      log,
      trace,
    },
    life,
  )
  const followedRates = followedRatesFor(config, sandboxUrl, upstream)
  startRateJobs(config, prisma, followedRates, log, life)
  const redirectUri = (platform: Platform) => `${config.publicUrl ?? url}${callbackPath(platform)}`
  const shops: Shops = openShops(
    { prisma, box, oauth, redirectUri, now: () => new Date(), log },
    config.role !== 'gateway',
    life,
  )
  const shopsOf: Parameters<typeof liveOfferLoader>[0]['linkedShops'] = (platforms) =>
    linkedShops(prisma, box, { platforms })
  const cache = offerCache()
  const stock = inventoryOf(prisma, channelsOf(config))
  startInventoryJobs(config, stock, log, life)
  startRetention(config, prisma, log, life)
  startAlertJobs(config, prisma, box, log, life)
  startSyncNotices(config, prisma, log, life)
  const media = await openMedia(
    {
      config,
      prisma,
      ownBase: config.publicUrl ?? url,
      sandboxUrl,
      onStored: metrics.onMediaStored,
    },
    life,
  )
  startMediaJobs(config, media, log, life)
  const catalogue = catalogueOf(
    {
      config,
      prisma,
      connectors,
      upstream,
      sandboxUrl,
      linkedShops: shopsOf,
      linkedShop: (shopId) => linkedShop(prisma, box, shopId),
      inventory: stock.deps,
      media,
      ownBase: config.publicUrl ?? url,
      translation: translationFor(config, sandboxUrl, metrics.onUpstreamCall, log),
      searchEngine: searchEngineFor(config, metrics.onUpstreamCall, metrics.onSearch, log),
      log,
    },
    life,
  )
  startCatalogueJobs(config, catalogue, database.kind === 'embedded', log, life)
  startTranslationJobs(config, catalogue, log, life)
  startSearchJobs(config, catalogue, log, life)
  const orders = ordersOf(config, prisma, box, stock, catalogue, sandboxUrl, (provider, verdict) => {
    metrics.onPaymentEvent(provider, verdict)
    if (verdict.result === 'IGNORED')
      everyLine.info({ provider, detail: verdict.detail }, 'a payment event was ignored')
  })
  startOrderJobs(config, orders, log, life)
  const buying = {
    config,
    prisma,
    box,
    upstream,
    sandboxUrl,
    ownStock: stock.purchases,
    log,
  }
  orders.onPurchasesDue = startPurchasing(
    config,
    purchasingOf(buying),
    database.kind === 'embedded',
    log,
    life,
  )

  const sync = await openSync(
    {
      config,
      database,
      box,
      connectors,
      warehouse: warehouseOf(config, sandboxUrl, upstream),
      inventory: stock.deps,
      orders: orders.deps,
      follower: catalogue.follower,
      log,
      trace,
      onJob: metrics.onJob,
    },
    life,
  )

  const access = await openAccess(config, database, log, life)
  const tokens = authenticator(config.auth, access.revocations)
  const protection = protectionOf(config, log, life)
  const { drainMs, idleMs, lifeMs } = config.connections
  const streams = new EventStreams({
    perAddress: protection.socketsPerAddress,
    lifeMs,
    onClosed: (reason) => metrics.feed.onClosed('sse', reason),
  })
  const { handle, run, groups } = createGraphQL({
    streams,
    prisma: database.reads,
    source,
    status,
    figures,
    access: access.useCases,
    analytics: analyticsOf(prisma),
    log: everyLine,
    isPassing: isDatabaseAway,
    onOperation: metrics.onOperation,
    trace,
    documents,
    counters,
    responseCache,
    protection,
    authenticator: tokens,
    readLevels: (watch, afterId, limit) => readLevels(prisma, watch, afterId, limit),
    readOpenAlerts: (watch) => readOpenAlerts(prisma, watch),
    readOpenSyncAlerts: (shopIds) => readOpenSyncAlerts(prisma, shopIds),
    readOrders: (watch, afterId, limit) => readOrdersUnderWay(prisma, watch, afterId, limit),
    readAnswered: (customerId) => readAnswered(prisma, customerId),
    loaders: () => ({
      liveOffer: liveOfferLoader({
        connectors,
        cache,
        linkedShops: shopsOf,
        lastReadings: catalogue.lastReadings,
      }),
      exchangeRate: exchangeRateLoader(prisma),
      sellable: sellableLoader(prisma),
      skuSuggestions: skuSuggestionsLoader(prisma),
      ...catalogueLoaders(catalogue),
    }),
    shops,
    inventory: stock.inventory,
    alerts: alertsOf(config, prisma, box),
    orders: orders.useCases,
    sync: sync.useCases,
    catalog: catalogue,
    media,
  })

  handlers.push(
    healthHandler(status, () => state === 'stopping'),
    metrics.handler,
  )
  if (config.role !== 'worker') {
    handlers.push(async (req, res) => {
      if (pathOf(req) !== ENDPOINT) return false
      if (!answerLostHandshake(req, res)) await handle(req, res)
      return true
    })
    handlers.push(orders.webhook, sync.webhook, ...mediaHandlers(media, protection, everyLine))
    const [paymentSecret] = config.orders.paymentProviders.get(SANDBOX_PROVIDER) ?? []
    if (sandboxUrl && paymentSecret) await takeSandboxPayments(sandboxUrl, url, paymentSecret, log)
    if (sandboxUrl && config.sync.enabled) await takeSandboxWebhooks(sandboxUrl, url, log)
    handlers.push(oauthCallback({ finishLink: shops.finishLink, log }))
    handlers.push(...graphiqlOf(config, prisma))
  }
  // Requests end before their dependencies close.
  const requestsMs = config.limits.executionMs
  life.onStop('http', () => closeHttpServer(server, { requestsMs }), requestsMs + 5_000)
  // Subscriptions end before the server waits for its last connections.
  life.onStop('subscriptions', () => source.hub.stop())
  if (config.role !== 'worker') {
    const closeSockets = serveWebSocket(server, {
      run,
      authenticator: tokens,
      log: everyLine,
      protection,
      limits: { idleMs, lifeMs },
      onClosed: (reason) => metrics.feed.onClosed('websocket', reason),
    })
    const closeAll = () => Promise.all([closeSockets(drainMs), streams.stop(drainMs)])
    life.onStop('connections', closeAll, drainMs + 15_000)
  }
  // Load balancers ask from time to time: until then requests still come, and are answered.
  const delayMs = config.role === 'worker' ? 0 : config.connections.stopDelayMs
  const turnUnready = () => {
    state = 'stopping'
    if (delayMs > 0) everyLine.info({ delayMs }, 'stopping: not ready from now on')
    return delayMs > 0 && delay(delayMs)
  }
  life.onStop('readiness', turnUnready, delayMs + 5_000)
  state = 'running'
  if (sandbox?.state) startSandboxTraffic(config, sandbox.state, url, log, life)
  return { url, port, sandboxUrl, database }
}

/** Where people of this machine find it. */
function urlOf(host: string, port: number): string {
  return `http://${['0.0.0.0', '127.0.0.1', '::'].includes(host) ? 'localhost' : host}:${port}`
}
