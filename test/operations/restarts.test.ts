import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import {
  adjust,
  changesIn,
  type Level,
  plentifulLevels,
  STOCK_CHANGES,
  type StockItem,
} from '../path/support/stock.ts'
import { overWebSocket, type Watcher } from '../path/support/watch.ts'
import { describeWith } from '../support/binaries.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { until } from '../support/until.ts'

describeWith(['PostgreSQL', 'Redis'], 'a subscription under which', () => {
  let postgres: TestPostgres
  let redis: TestRedis
  let gateway: Gateway
  let level: Level
  let watcher: Watcher<StockItem>

  beforeAll(async () => {
    ;[postgres, redis] = await Promise.all([startPostgres(), startRedis()])
    gateway = await startGateway({ DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url })
    ;[level] = (await plentifulLevels(gateway, 1)) as [Level]
    watcher = overWebSocket<StockItem>(gateway.graph, {
      query: STOCK_CHANGES,
      variables: { skuIds: [level.skuId], warehouseIds: [level.warehouseId] },
      authorization: await gateway.authorization('operator'),
    })
    await watcher.take(1)
  })
  afterAll(async () => {
    await watcher?.stop()
    await gateway?.stop()
    await Promise.all([postgres?.stop(), redis?.stop()])
  })

  it.each([
    ['Redis', () => redis],
    ['PostgreSQL', () => postgres],
  ])('%s is restarted while stock changes misses nothing, and gets nothing twice', async (_what, server) => {
    const seen = () => changesIn(watcher.items)
    const before = seen().at(-1)?.level.version ?? level.version
    await adjust(gateway, level, 1)
    // Some of these are refused, and of some only the answer is lost: the table says which were made.
    const changing = (async () => {
      for (let n = 0; n < 30; n++) await adjust(gateway, level, 1).catch(() => null)
    })()
    await until(() => seen().length > 0, 'the first change')
    await server().kill9()
    await server().restart()
    await changing
    const last = await until(() => adjust(gateway, level, 1).catch(() => null), 'a change after it', 30_000)
    await until(() => seen().at(-1)?.level.version === last.version, 'the last change', 30_000)

    const news = seen().filter((item) => item.level.version > before)
    let version = before
    for (const { level: told, coalesced } of news) {
      expect(told.version).toBe(version + 1 + coalesced)
      version = told.version
    }
    expect(version).toBe(last.version)
    expect(watcher.items.filter(({ __typename }) => __typename === 'FeedGap')).toEqual([])
    expect([watcher.errors, watcher.closed]).toEqual([[], null])
  })
})
