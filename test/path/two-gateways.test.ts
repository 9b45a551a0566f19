import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { until } from '../support/until.ts'
import { type RunningProgram, startProgram, stopProgramsAfterwards } from './support/program.ts'
import {
  type Adjusted,
  adjust,
  changesIn,
  plentifulOverTheWire,
  STOCK_CHANGES,
  type StockItem,
  type WireLevel,
} from './support/stock.ts'
import { overRawSse, overWebSocket, type Transport, type Watcher } from './support/watch.ts'

/** Changes while Redis dies and comes back. */
const CHANGES = 500
const LEVELS = 5

stopProgramsAfterwards()

describeWith(['PostgreSQL', 'Redis'], 'two gateways on one database and one Redis', () => {
  let redis: TestRedis
  let one: RunningProgram
  let other: RunningProgram
  let levels: WireLevel[]
  const open: Watcher<StockItem>[] = []

  beforeAll(async () => {
    redis = await startRedis()
    const env = { DATABASE_URL: await postgresDatabase({ empty: true }), REDIS_URL: redis.url }
    // The first one migrates, seeds and becomes the relay; the second one waits for its lease.
    one = await startProgram({ ...env, SANDBOX: 'on' })
    other = await startProgram({ ...env, SANDBOX: 'off' })
    levels = await plentifulOverTheWire(one, LEVELS)
  })
  afterEach(() => Promise.all(open.splice(0).map((watcher) => watcher.stop())))
  afterAll(() => redis?.stop())

  /** Watches all `levels`; from `after` on, or from a snapshot. */
  async function watch(
    gateway: RunningProgram,
    transport: Transport,
    after?: string,
  ): Promise<Watcher<StockItem>> {
    const watcher = transport<StockItem>(gateway.graph, {
      query: STOCK_CHANGES,
      variables: {
        skuIds: levels.map((level) => level.skuId),
        warehouseIds: levels.map((level) => level.warehouseId),
        ...(after && { after }),
      },
      authorization: await gateway.authorization('operator'),
    })
    open.push(watcher)
    if (!after) await watcher.take(1)
    return watcher
  }

  it('deliver each other’s changes, in order, once', async () => {
    const [level] = levels as [WireLevel]
    const watchers = await Promise.all([watch(one, overWebSocket), watch(other, overRawSse)])
    const made: Adjusted[] = []
    for (const gateway of [one, other, one, other]) made.push(await adjust(gateway, level, 1))
    for (const watcher of watchers) {
      const items = await watcher.take(1 + made.length)
      expect(changesIn(items).map((item) => item.level)).toMatchObject(made)
      expect(items).toHaveLength(1 + made.length)
      expect(watcher.errors).toEqual([])
    }
  })

  it(`lose none of ${CHANGES} changes while Redis is killed and comes back empty`, async () => {
    const stayed = await watch(other, overWebSocket)
    const returned: StockItem[] = []
    let away = await watch(one, overRawSse)
    /** Leaves, and comes back to the other gateway with the last cursor it has. */
    const leave = async () => {
      await away.stop()
      returned.push(...away.items)
    }
    const comeBack = async (gateway: RunningProgram) => {
      away = await watch(gateway, overRawSse, returned.at(-1)?.cursor)
    }

    const made = new Map<string, number[]>(levels.map((level) => [level.id, []]))
    for (let n = 1; n <= CHANGES; n++) {
      if (n === 100) await leave()
      if (n === 150) await redis.kill9()
      if (n === 200) await comeBack(other)
      if (n === 250) await leave()
      if (n === 300) await redis.restart()
      if (n === 400) await comeBack(one)
      const level = levels[n % LEVELS] as WireLevel
      const { version } = await adjust(n % 2 ? one : other, level, n % 3 ? 1 : -1)
      made.get(level.id)?.push(version)
    }
    expect([...made.values()].flat()).toHaveLength(CHANGES)

    const all = [...made].flatMap(([id, versions]) => versions.map((version) => `${id} ${version}`)).sort()
    await until(() => covered(stayed.items).size >= CHANGES, 'all changes at the one who stayed', 60_000)
    await until(
      () => covered([...returned, ...away.items]).size >= CHANGES,
      'all at the one who returned',
      60_000,
    )
    expect([...covered(stayed.items)].sort()).toEqual(all)
    expect([...covered([...returned, ...away.items])].sort()).toEqual(all)
    for (const items of [stayed.items, [...returned, ...away.items]]) {
      expect(items.filter((item) => item.__typename === 'FeedGap')).toEqual([])
      // Nothing comes twice, so no version is covered by two events.
      expect(changesIn(items).reduce((sum, item) => sum + 1 + item.coalesced, 0)).toBe(CHANGES)
    }
    expect([...stayed.errors, ...away.errors]).toEqual([])
  })

  it('go on when the one that relays is killed: the other takes over', async () => {
    const [level] = levels as [WireLevel]
    const watcher = await watch(other, overWebSocket)
    const orphan = await watch(one, overWebSocket)
    await adjust(one, level, 1)
    const cursor = (await orphan.take(2)).at(-1)?.cursor
    one.signal('SIGKILL')
    await one.ended()
    await until(() => orphan.closed, 'the socket to break')

    await adjust(other, level, 1)
    await adjust(other, level, 1)
    expect(changesIn(await watcher.take(4)).map((item) => item.delta)).toEqual([1, 1, 1])
    const moved = await watch(other, overWebSocket, cursor)
    expect(changesIn(await moved.take(2)).map((item) => item.delta)).toEqual([1, 1])
    other.signal('SIGTERM')
    expect(await other.ended()).toEqual({ code: 0, signal: null })
  })
})

/** Level and version of every change that the items show or stand for. */
function covered(items: readonly StockItem[]): Set<string> {
  return new Set(
    changesIn(items).flatMap(({ level, coalesced }) =>
      Array.from({ length: coalesced + 1 }, (_, earlier) => `${level.id} ${level.version - earlier}`),
    ),
  )
}
