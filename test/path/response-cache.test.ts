import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { adjustStock } from '../../src/inventory/adjust-stock.ts'
import { inventoryWithAlerts } from '../support/alerts.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { until } from '../support/until.ts'
import { dataOf } from './support/ask.ts'
import { type Gateway, startGateway } from './support/gateway.ts'
import {
  adjust,
  changesIn,
  globalId,
  type Level,
  metric,
  plentifulLevels,
  STOCK_CHANGES,
  type StockItem,
} from './support/stock.ts'
import { overWebSocket } from './support/watch.ts'

const PAGE = `query Page($ids: [ID!]) { products(first: 50, filter: { ids: $ids }) { nodes {
  skus { code stockLevels { id version available } }
} } }`
const ONE = 'query One($id: ID!) { product(id: $id) { skus { stockLevels { id version available } } } }'

const SKU_FLAGS = 'query Flags($id: ID!) { sku(id: $id) { buyToOrder stockLevels { id safetyStock } } }'
interface SkuAnswer {
  sku: { buyToOrder: boolean; stockLevels: { id: string; safetyStock: number }[] }
}
interface ShownSku {
  buyToOrder: boolean
  safetyStock: number
}

interface Skus {
  skus: { stockLevels: { id: string; version: number; available: number }[] }[]
}
type Seen = { products: { nodes: Skus[] } } & { product: Skus }

describeWith(['PostgreSQL'], 'answers that are kept', () => {
  let gateway: Gateway
  let levels: Level[]
  beforeAll(async () => {
    // An hour, so that no answer goes by its age. The budget of one operator is not for thousands of pages.
    gateway = await startGateway({
      DATABASE_URL: await postgresDatabase({ empty: true }),
      RESPONSE_CACHE: 'on',
      RESPONSE_CACHE_SECONDS: '3600',
      RATE_LIMIT: 'off',
    })
    levels = await plentifulLevels(gateway, 8)
  })
  afterAll(() => gateway?.stop())

  const hits = () => metric(gateway.url, 'haitao_query_cache_hits_total')
  const productOf = (level: Level) => globalId('Product', level.local.productId)
  const versionsIn = ({ products, product }: Partial<Seen>) =>
    new Map(
      (products?.nodes ?? (product ? [product] : []))
        .flatMap((one) => one.skus.flatMap((sku) => sku.stockLevels))
        .map(({ id, version }) => [id, version]),
    )
  const askOne = async (level: Level, role: 'operator' | 'anonymous' = 'anonymous') =>
    versionsIn(dataOf(await gateway.ask<Seen>(ONE, { id: productOf(level) }, role))).get(level.id)
  /** As another process would: nothing of it passes this gateway but the feed. */
  async function change(level: Level): Promise<void> {
    const local = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1]
    const input = {
      skuId: local(level.skuId),
      warehouseId: local(level.warehouseId),
      delta: 1,
      idempotencyKey: randomUUID(),
    }
    const result = await adjustStock(inventoryWithAlerts(gateway.database.prisma), input, 'test')
    expect(result).toMatchObject({ ok: true })
  }

  it('come without a statement, once for each role', async () => {
    const [level] = levels as [Level]
    const first = await askOne(level)
    gateway.statements.length = 0
    const before = await hits()
    expect(await askOne(level)).toBe(first)
    expect(await hits()).toBe(before + 1)
    expect(gateway.statements.filter((sql) => /"(product|stock_level)"/.test(sql))).toEqual([])
    await askOne(level, 'operator')
    expect(await hits()).toBe(before + 1)
    await askOne(level, 'operator')
    expect(await hits()).toBe(before + 2)
  })

  it('end with a change of a product that they show; those about others stay', async () => {
    const [level, other] = levels as [Level, Level]
    await Promise.all([askOne(level), askOne(other)])
    const version = (await askOne(level)) ?? 0
    await change(level)
    await until(async () => (await askOne(level)) === version + 1, 'the change')
    const before = await hits()
    await askOne(other)
    expect(await hits()).toBe(before + 1)
  })

  it('end with a change of any stock where stock decides what is shown', async () => {
    const [level] = levels as [Level]
    const query = '{ products(first: 1, filter: { availability: OUT_OF_STOCK }) { nodes { id } } }'
    const ended = () => metric(gateway.url, 'haitao_query_cache_invalidations_total')
    await gateway.ask(query)
    await gateway.ask(query)
    const before = await ended()
    await change(level)
    await until(async () => (await ended()) > before, 'the end')
    const hitsBefore = await hits()
    await gateway.ask(query)
    expect(await hits()).toBe(hitsBefore)
  })

  it('end with a mutation on this gateway, before it is answered', async () => {
    const [level] = levels as [Level]
    for (let n = 0; n < 10; n++) {
      await askOne(level)
      const { version } = await adjust(gateway, level, 1)
      expect(await askOne(level)).toBe(version)
    }
  })

  it.each<[string, (level: Level, shown: ShownSku) => [string, object], (shown: ShownSku) => unknown]>([
    [
      'is bought to order',
      ({ skuId }, { buyToOrder }) => [
        'mutation ($input: SetBuyToOrderInput!) { setBuyToOrder(input: $input) { userErrors { message } } }',
        { skuId, buyToOrder: !buyToOrder },
      ],
      ({ buyToOrder }) => !buyToOrder,
    ],
    [
      'is kept back',
      ({ skuId, warehouseId }, { safetyStock }) => [
        'mutation ($input: SetSafetyStockInput!) { setSafetyStock(input: $input) { userErrors { message } } }',
        { skuId, warehouseId, safetyStock: safetyStock + 1, idempotencyKey: randomUUID() },
      ],
      ({ safetyStock }) => safetyStock + 1,
    ],
  ])('end with a mutation of what %s, before it is answered', async (_what, mutate, expected) => {
    const [level] = levels as [Level]
    const shown = async (): Promise<ShownSku> => {
      const { sku } = dataOf(await gateway.ask<SkuAnswer>(SKU_FLAGS, { id: level.skuId }))
      const of = sku.stockLevels.find(({ id }) => id === level.id)
      return { buyToOrder: sku.buyToOrder, safetyStock: of?.safetyStock ?? -1 }
    }
    for (let n = 0; n < 3; n++) {
      // A text that is new is not kept, and the feed may still bring the change before and end what is.
      const old = await until(async () => {
        const before = await hits()
        const answer = await shown()
        return (await hits()) === before + 1 && answer
      }, 'a kept answer')
      const [query, input] = mutate(level, old)
      expect(Object.values(dataOf(await gateway.ask<object>(query, { input })))).toEqual([{ userErrors: [] }])
      expect(Object.values(await shown())).toContain(expected(old))
    }
  })

  it.each([
    ['live offers', '{ products(first: 1) { nodes { skus { listings { live { quantity } } } } } }'],
    ['who asks', '{ viewer { role } products(first: 1) { nodes { id } } }'],
    ['another currency', '{ products(first: 1) { nodes { price(currency: "EUR") { amount } } } }'],
    ['orders', '{ orders(first: 1) { nodes { id } } }'],
    ['what failed', '{ products(first: 1, after: "no cursor") { nodes { id } } }'],
  ])('are none of %s', async (_what, query) => {
    const before = await hits()
    for (let n = 0; n < 3; n++) await gateway.ask(query)
    expect(await hits()).toBe(before)
  })

  it('are never older than what a subscriber was told before the question', async () => {
    const told = new Map<string, number>()
    const watcher = overWebSocket<StockItem>(gateway.graph, {
      query: STOCK_CHANGES,
      variables: { skuIds: levels.map(({ skuId }) => skuId), snapshot: false },
      authorization: await gateway.authorization('operator'),
    })
    await until(async () => (await metric(gateway.url, 'haitao_feed_active')) > 0, 'the subscription')
    const writes = 160
    let written = 0
    let checks = 0
    let answers = 0
    const stale: string[] = []
    const before = { hits: await hits() }
    const write = async () => {
      while (written < writes) await change(levels[written++ % levels.length] as Level)
    }
    const read = async (at: number) => {
      const ids = levels.map(productOf)
      for (let n = at; written < writes; n++) {
        for (const { level } of changesIn(watcher.items)) told.set(level.id, level.version)
        const due = new Map(told)
        const page = n % 3 !== 0
        const variables = page ? { ids } : { id: ids[n % ids.length] }
        const seen = versionsIn(dataOf(await gateway.ask<Seen>(page ? PAGE : ONE, variables, 'anonymous')))
        answers++
        for (const [id, version] of due) {
          const shown = seen.get(id)
          if (shown === undefined) continue
          checks++
          if (shown < version) stale.push(`${id}: shows ${shown}, told ${version}`)
        }
      }
    }
    await Promise.all([write(), write(), read(0), read(1), read(2), read(3)])
    await watcher.stop()
    expect(stale).toEqual([])
    expect(told.size).toBe(levels.length)
    expect(checks).toBeGreaterThan(1_000)
    expect((await hits()) - before.hits).toBeGreaterThan(answers / 10)
  })
})
