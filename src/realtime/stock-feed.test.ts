import { afterEach, beforeEach, expect, it } from 'vitest'
import { changeBy } from '../../test/support/alerts.ts'
import { testDatabases } from '../../test/support/databases.ts'
import { take, watching } from '../../test/support/feeds.ts'
import { type LevelFixture, makeLevel, makeSku } from '../../test/support/fixtures.ts'
import { startGateway, type TestGateway } from '../../test/support/gateway.ts'
import { readLevels, readOpenAlerts } from '../store/feed-state.ts'
import { outboxOf } from '../store/outbox.ts'
import { alertFeed } from './alert-feed.ts'
import { decodeCursor } from './cursor.ts'
import { memoryBus } from './memory-bus.ts'
import { startRelay } from './relay.ts'
import { type ReadLevels, type StockFeedItem, stockFeed } from './stock-feed.ts'
import type { Watch } from './watch.ts'

testDatabases('the stock feed of a database', (database) => {
  let gateway: TestGateway
  let relay: { stop(): Promise<void> }
  beforeEach(async () => {
    const store = outboxOf(database())
    const bus = memoryBus()
    gateway = await startGateway(store, bus)
    relay = startRelay({ store, bus, idleMs: 50 })
  })
  afterEach(async () => {
    await relay.stop()
    await gateway.stop()
  })

  const levels: ReadLevels = (watch, afterId, limit) => readLevels(database().prisma, watch, afterId, limit)

  function subscribe(watch: Watch, options: { after?: string; read?: ReadLevels; snapshot?: boolean } = {}) {
    const after = options.after ? decodeCursor(options.after) : null
    const snapshot = options.snapshot ?? !after
    return stockFeed(gateway, options.read ?? levels, watch, { after, snapshot }).pull()
  }

  /** Items in short: on hand of the levels of a snapshot, and version, on hand and delta of a change. */
  const short = (item: StockFeedItem) => {
    if (item.kind === 'snapshot') return item.levels.map((level) => level.onHand)
    if (item.kind === 'gap') return `gap ${item.reason}`
    const { version, onHand } = item.payload.level
    return `v${version}: ${onHand} (${item.delta})`
  }

  it('is the state, then every change of it', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 100 })
    const feed = subscribe(watching({ skuIds: [level.skuId] }))
    expect((await take(feed, 1)).map(short)).toEqual([[100]])
    for (const delta of [-1, 5, -20]) await changeBy(prisma, level, delta)
    expect((await take(feed, 3)).map(short)).toEqual(['v2: 99 (-1)', 'v3: 104 (5)', 'v4: 84 (-20)'])
    await feed.return?.()
    expect(gateway.hub.indexSize.members).toBe(0)
  })

  it('has no hole and no repetition when changes are committed while the state is read', async () => {
    const { prisma } = database()
    const first = await makeLevel(prisma, { onHand: 100 })
    const { skuId, productId } = first
    const second = await makeLevel(prisma, { skuId, productId, onHand: 100 })
    const read: ReadLevels = async (...args) => {
      await changeBy(prisma, first, -1)
      const rows = await levels(...args)
      await changeBy(prisma, first, -2)
      await changeBy(prisma, second, -3)
      return rows
    }
    const feed = subscribe(watching({ skuIds: [skuId] }), { read })
    const [state, ...changes] = await take(feed, 3)
    expect(state).toMatchObject({ kind: 'snapshot', complete: true })
    expect(state && short(state)).toEqual(first.levelId < second.levelId ? [99, 100] : [100, 99])
    expect(changes.map(short)).toEqual(['v3: 97 (-2)', 'v2: 97 (-3)'])
    await changeBy(prisma, first, 1)
    expect((await take(feed, 1)).map(short)).toEqual(['v4: 98 (1)'])
    await feed.return?.()
  })

  it('gives a large state in parts, the last one marked', async () => {
    const { prisma } = database()
    const { productId } = await makeSku(prisma)
    const template = await makeLevel(prisma, { onHand: 3 })
    await prisma.sku.createMany({
      data: Array.from({ length: 1_100 }, (_, n) => ({
        id: `${productId}-${n}`,
        code: `${productId}-${n}`,
        productId,
        titleZh: '大',
        priceMinor: 1n,
      })),
    })
    await prisma.stockLevel.createMany({
      data: Array.from({ length: 1_100 }, (_, n) => ({
        skuId: `${productId}-${n}`,
        warehouseId: template.warehouseId,
      })),
    })
    const feed = subscribe(watching({ productIds: [productId] }))
    const parts = await take(feed, 3)
    expect(parts.map((part) => part.kind === 'snapshot' && [part.levels.length, part.complete])).toEqual([
      [500, false],
      [500, false],
      [100, true],
    ])
    const ids = parts
      .flatMap((part) => (part.kind === 'snapshot' ? part.levels : []))
      .map((level) => level.id)
    expect(new Set(ids).size).toBe(1_100)
    await feed.return?.()
  })

  it('resumes after any cursor it gave, with exactly what followed', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 100 })
    const feed = subscribe(watching({ skuIds: [level.skuId] }))
    const items = await take(feed, 1)
    expect(items[0]?.kind).toBe('snapshot')
    for (let change = 0; change < 6; change++) await changeBy(prisma, level, -1)
    items.push(...(await take(feed, 6)))
    await feed.return?.()
    for (const [index, item] of items.entries()) {
      if (index === items.length - 1) break
      const resumed = subscribe(watching({ skuIds: [level.skuId] }), { after: item.cursor })
      const rest = items.slice(index + 1)
      expect((await take(resumed, rest.length)).map(short)).toEqual(rest.map(short))
      await resumed.return?.()
    }
  })
})

testDatabases('the alert feed of a database', (database) => {
  it('tells of alerts as they open and end; after a gap, of all that are open', async () => {
    const { prisma } = database()
    const store = outboxOf(database())
    const bus = memoryBus()
    const gateway = await startGateway(store, bus)
    const relay = startRelay({ store, bus, idleMs: 50 })
    const levels: LevelFixture[] = []
    for (let n = 0; n < 3; n++) levels.push(await makeLevel(prisma, { onHand: 12 }))
    const watch = watching({ topic: 'alert', skuIds: levels.map((level) => level.skuId) })
    const feed = alertFeed(gateway, (wanted) => readOpenAlerts(prisma, wanted), watch, { after: null })
    for (const level of levels) await changeBy(prisma, level, -5)
    if (levels[0]) await changeBy(prisma, levels[0], 5)
    const told = await take(feed, 4)
    expect(told.map((item) => item.kind === 'alert' && item.status)).toEqual([
      'OPEN',
      'OPEN',
      'OPEN',
      'RESOLVED',
    ])
    const position = gateway.hub.position
    gateway.hub.moveTo(position, 'RETENTION')
    const [gap, ...open] = await take(feed, 3)
    expect(gap).toMatchObject({ kind: 'gap', reason: 'RETENTION', missed: null })
    expect(open.map((item) => item.kind === 'alert' && item.alertId)).toEqual(
      told.slice(1, 3).map((item) => item.kind === 'alert' && item.alertId),
    )
    await feed.return?.()
    await relay.stop()
    await gateway.stop()
  })
})
