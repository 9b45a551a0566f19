import { afterAll, beforeAll, expect, it } from 'vitest'
import { changeBy } from '../../test/support/alerts.ts'
import { describeWith } from '../../test/support/binaries.ts'
import { postgresDatabase } from '../../test/support/databases.ts'
import { watching } from '../../test/support/feeds.ts'
import { type LevelFixture, makeLevel } from '../../test/support/fixtures.ts'
import { startGateway } from '../../test/support/gateway.ts'
import { startRedis, type TestRedis } from '../../test/support/redis.ts'
import { until } from '../../test/support/until.ts'
import type { Database } from '../store/database.ts'
import { readLevels } from '../store/feed-state.ts'
import { outboxOf } from '../store/outbox.ts'
import { openServerDatabase } from '../store/server-database.ts'
import { redisBus } from './redis-bus.ts'
import { startRelay } from './relay.ts'
import { type StockFeedItem, stockFeed } from './stock-feed.ts'

const LEVELS = 5
const CHANGES = 100

describeWith(['PostgreSQL', 'Redis'], '500 changes with Redis killed in the middle', () => {
  let redis: TestRedis
  let writer: Database
  const stops: (() => Promise<void>)[] = []

  beforeAll(async () => {
    redis = await startRedis()
    writer = await openServerDatabase({ url: await postgresDatabase() })
  })
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop()
    await writer.close()
    await redis.stop()
  })

  const newBus = async () => {
    const bus = await redisBus({ url: redis.url, commandTimeoutMs: 1_000 })
    stops.push(() => bus.close())
    return bus
  }

  /** A gateway with one client that watches all; the items it got. */
  async function client() {
    const gateway = await startGateway(outboxOf(writer), await newBus(), {
      checkMs: 500,
      limits: { events: 40, levels: 100 },
    })
    stops.push(() => gateway.stop())
    const items: StockFeedItem[] = []
    const feed = stockFeed(
      gateway,
      (watch, afterId, limit) => readLevels(writer.prisma, watch, afterId, limit),
      watching(),
      { after: null, snapshot: true },
    ).pull()
    const reading = (async () => {
      for await (const item of feed) items.push(item)
    })()
    stops.push(async () => {
      await feed.return?.()
      await reading
    })
    await until(() => items.length > 0, 'the snapshot')
    return items
  }

  it('reach both gateways whole, in order of version for every level, and none twice', async () => {
    const levels: LevelFixture[] = []
    for (let n = 0; n < LEVELS; n++) levels.push(await makeLevel(writer.prisma, { onHand: 1_000 }))
    const relay = startRelay({ store: outboxOf(writer), bus: await newBus(), batch: 25, idleMs: 100 })
    stops.push(() => relay.stop())
    const clients = await Promise.all([client(), client()])

    const change = async (from: number, to: number) => {
      for (let n = from; n < to; n++)
        await Promise.all(levels.map((level) => changeBy(writer.prisma, level, n % 3 ? -1 : 1)))
    }
    await change(0, 30)
    await until(() => clients.every((items) => items.length > 50), 'the first changes')
    await redis.kill9()
    await change(30, 60)
    await redis.restart()
    await change(60, CHANGES)

    for (const items of clients) {
      const changes = () => items.filter((item) => item.kind === 'change')
      const told = (levelId: string) => changes().filter((item) => item.payload.level.id === levelId)
      const last = (levelId: string) => told(levelId).at(-1)?.payload.level.version
      await until(() => levels.every((level) => last(level.levelId) === CHANGES + 1), 'the last changes')

      expect(items.filter((item) => item.kind === 'gap')).toEqual([])
      for (const { levelId } of levels) {
        let version = 1
        let onHand = 1_000
        for (const { payload, delta, coalesced } of told(levelId)) {
          expect(payload.level.version).toBe(version + 1 + coalesced)
          expect(payload.level.onHand).toBe(onHand + delta)
          version = payload.level.version
          onHand = payload.level.onHand
        }
        expect(version).toBe(CHANGES + 1)
      }
      const all = changes().reduce((sum, item) => sum + 1 + item.coalesced, 0)
      expect(all).toBe(LEVELS * CHANGES)
      const cursors = changes().map((item) => item.cursor)
      expect(new Set(cursors).size).toBe(cursors.length)
    }
  })
})
