import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MarketplaceConnector, OrderWindow, ShopCredentials } from '../../src/connectors/marketplace.ts'
import { beginRun } from '../../src/store/sync-run.ts'
import { ensureStates, readState } from '../../src/store/sync-state.ts'
import { readWindow, type Source } from '../../src/sync/inbound/read-windows.ts'
import type { RunContext } from '../../src/sync/runs/run-context.ts'
import { runSync } from '../../src/sync/runs/run-sync.ts'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

const DAY = 86_400_000
/** As Prisma says it. */
const OUT_OF_TIME = { code: 'P2028', meta: { timeout: 15_000, timeTaken: 15_238 } }

testDatabases('a first synchronisation', (database) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(database().prisma)
    const sku = world.state.shelf.items('TAOBAO')[0]?.skus[0]
    for (let age = 0; age < 40; age += 2) {
      const order = world.state.orders.place({
        platform: 'TAOBAO',
        shop: 'taobao-shop-1',
        lines: [{ externalSkuId: sku?.externalSkuId ?? '', quantity: 1 }],
      })
      if (!order) throw new Error('the shop sells it')
      order.created = new Date(Date.now() - age * DAY - 60_000)
      order.modified = order.created
    }
  })
  afterAll(() => world.close())

  const state = () =>
    database().prisma.syncState.findUniqueOrThrow({
      where: { shopId_kind: { shopId: world.shops.TAOBAO, kind: 'ORDERS' } },
    })
  const runs = () => database().prisma.syncRun.findMany({ where: { kind: 'ORDERS' }, orderBy: { id: 'asc' } })
  /** Calls `then` before it reads the window that has this age in days. */
  const stopsAt = (age: number, then: () => void): MarketplaceConnector => ({
    ...world.all.taobao,
    orders(shop: ShopCredentials, window: OrderWindow, signal?: AbortSignal) {
      if (window.from.getTime() < Date.now() - age * DAY && window.to.getTime() >= Date.now() - age * DAY)
        then()
      return world.all.taobao.orders(shop, window, signal)
    },
  })

  it('goes from old to new, can be interrupted, and goes on where it was', async () => {
    const stopping = new AbortController()
    const connectors = new Map([
      ...world.deps.connectors,
      ['TAOBAO' as const, stopsAt(20, () => stopping.abort())],
    ])
    const interrupted = runSync({ ...world.deps, connectors }, world.shops.TAOBAO, 'ORDERS', stopping.signal)
    await expect(interrupted).rejects.toThrow()
    const [first] = await runs()
    expect(first).toMatchObject({ status: 'INTERRUPTED', finishedAt: expect.any(Date) })
    // 69 of 89 days.
    expect(first?.progress).toBeGreaterThan(0.7)
    expect(first?.progress).toBeLessThan(0.85)
    const { cursor, firstFrom, firstUntil } = await state()
    expect(firstFrom).not.toBeNull()
    expect(firstUntil).not.toBeNull()
    expect(cursor?.getTime()).toBeLessThan(Date.now() - 19 * DAY)
    const had = await database().prisma.order.count({ where: { source: 'TAOBAO' } })
    expect(had).toBeGreaterThan(5)
    expect(had).toBeLessThan(15)

    await world.control('calls', undefined, 'DELETE')
    expect(await world.run('TAOBAO', 'ORDERS')).toBe('SUCCEEDED')
    expect(await database().prisma.order.count({ where: { source: 'TAOBAO' } })).toBe(20)
    const { calls } = await world.control<{ calls: { method: string; params: Record<string, string> }[] }>(
      'calls',
    )
    const asked = calls.filter((call) => call.method === 'taobao.trades.sold.increment.get')
    const oldest = asked.map((call) => call.params.start_modified ?? '').toSorted()[0] ?? ''
    const from = new Date(`${oldest.replace(' ', 'T')}+08:00`).getTime()
    expect(Math.abs(from - ((cursor?.getTime() ?? 0) - world.deps.kinds.ORDERS.overlapMs))).toBeLessThan(
      2_000,
    )
    expect(await state()).toMatchObject({ firstFrom: null, firstUntil: null, failing: false })
    expect((await runs()).at(-1)).toMatchObject({ status: 'SUCCEEDED', progress: 1 })
  })

  it('of a worker that is thought dead can not move the cursor back', async () => {
    const { prisma } = database()
    const overtaken = stopsAt(0, () => {})
    const connectors = new Map([
      ...world.deps.connectors,
      [
        'TAOBAO' as const,
        {
          ...overtaken,
          async *orders(shop: ShopCredentials, window: OrderWindow, signal?: AbortSignal) {
            yield* world.all.taobao.orders(shop, window, signal)
            // Meanwhile another one has read on.
            await prisma.syncState.updateMany({
              where: { kind: 'ORDERS' },
              data: { cursor: new Date(Date.now() + 5_000) },
            })
          },
        } satisfies MarketplaceConnector,
      ],
    ])
    const never = new AbortController().signal
    expect(await runSync({ ...world.deps, connectors }, world.shops.TAOBAO, 'ORDERS', never)).toBe('FAILED')
    expect((await state()).cursor?.getTime()).toBeGreaterThan(Date.now())
  })

  it('writes in ever smaller pieces what the database is too slow for at once, and then moves the cursor', async () => {
    const { deps, shops } = world
    const shop = { ...world.credentials('JD'), platform: 'JD' as const, name: 'a shop' }
    await ensureStates(deps.prisma, shops.JD, [{ kind: 'ORDERS', dueAt: null }])
    const runId = await beginRun(deps.prisma, { shopId: shops.JD, kind: 'ORDERS' }, deps.now())
    const run: RunContext = {
      deps,
      runId,
      shop,
      kind: 'ORDERS',
      connector: world.all.jd,
      signal: new AbortController().signal,
    }
    const records = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const written: string[][] = []
    const source: Source<string> = {
      chunk: 10,
      idOf: (id) => id,
      rawOf: (id) => id,
      async *read() {
        yield { records, unreadable: [], readAt: deps.now() }
      },
      async write(_tx, some) {
        if (some.length > 2) throw Object.assign(new Error('too late'), OUT_OF_TIME)
        written.push([...some])
        return some.length
      },
    }
    const to = new Date(Date.now() - DAY)
    const before = await readState(deps.prisma, shops.JD, 'ORDERS')
    await readWindow(run, source, { window: null, cursor: { state: before, to }, progress: 1 })
    expect(written).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f'], ['g']])
    expect((await readState(deps.prisma, shops.JD, 'ORDERS')).cursor).toEqual(to)
    const ended = await deps.prisma.syncRun.findUniqueOrThrow({ where: { id: runId } })
    expect(ended).toMatchObject({ read: 7, written: 7, failed: 0 })
    // One record that is still too much is not its own fault: the window waits.
    const slow = { ...source, write: () => Promise.reject(Object.assign(new Error('too late'), OUT_OF_TIME)) }
    await expect(readWindow(run, slow, { window: null, cursor: null, progress: 1 })).rejects.toThrow(
      'too late',
    )
  })

  it('sets nothing aside that an import wrote meanwhile', async () => {
    const { deps, shops } = world
    const runId = await beginRun(deps.prisma, { shopId: shops.JD, kind: 'ORDERS' }, deps.now())
    const run: RunContext = {
      deps,
      runId,
      shop: { ...world.credentials('JD'), platform: 'JD' as const, name: 'a shop' },
      kind: 'ORDERS',
      connector: world.all.jd,
      signal: new AbortController().signal,
    }
    const overtaken = new Set(['b', 'c'])
    const source: Source<string> = {
      chunk: 10,
      idOf: (id) => id,
      rawOf: (id) => id,
      async *read() {
        yield { records: ['a', 'b', 'c'], unreadable: [], readAt: deps.now() }
      },
      async write(_tx, some) {
        // The import commits one after the other: each attempt meets another one.
        const taken = some.find((id) => overtaken.delete(id))
        if (taken) throw Object.assign(new Error(`${taken} is there already`), { code: 'P2002' })
        return some.length
      },
    }
    await readWindow(run, source, { window: null, cursor: null, progress: 1 })
    const ended = await deps.prisma.syncRun.findUniqueOrThrow({ where: { id: runId } })
    expect(ended).toMatchObject({ read: 3, written: 3, failed: 0 })
  })
})
