import { afterAll, beforeAll, expect, it } from 'vitest'
import { RateLimited, Transient } from '../../src/domain/upstream-error.ts'
import { watchSync } from '../../src/sync/alerts/watch.ts'
import { enqueueDue } from '../../src/sync/runs/due.ts'
import { runSync } from '../../src/sync/runs/run-sync.ts'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

const MINUTE = 60_000

testDatabases('somebody is told', (database) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(database().prisma)
    await enqueueDue(world.deps)
  })
  afterAll(() => world.close())

  const open = async () =>
    (
      await database().prisma.syncAlertRow.findMany({ where: { resolvedAt: null }, orderBy: { kind: 'asc' } })
    ).map(({ kind, dedupeKey }) => `${kind} ${dedupeKey.replace(/^[^:]+:/, '')}`)
  const events = () => database().prisma.outboxEvent.count({ where: { topic: 'sync' } })

  it('of a streak of failed runs, once, and when it is over', async () => {
    await world.control('faults', { kind: 'http-500', platform: 'JD', calls: 1_000 })
    for (let run = 0; run < 2; run++) await world.run('JD', 'ORDERS')
    expect(await open()).toEqual([])
    for (let run = 0; run < 3; run++) await world.run('JD', 'ORDERS')
    expect(await open()).toEqual([`FAILING ${world.shops.JD}:ORDERS`])
    const told = await events()
    await world.control('faults', undefined, 'DELETE')
    await world.run('JD', 'ORDERS')
    expect(await open()).toEqual([])
    expect(await events()).toBe(told + 1)
  })

  it('of a shop whose calls never get their turn', async () => {
    const starved = {
      ...world.all.jd,
      readOffers: () =>
        Promise.reject(new RateLimited({ upstream: 'JD', message: 'too many', retryAfterMs: 30_000 })),
      async *offers() {
        yield { offers: [], unreadable: [] }
        throw new RateLimited({ upstream: 'JD', message: 'too many', retryAfterMs: 30_000 })
      },
    }
    const connectors = new Map([...world.deps.connectors, ['JD' as const, starved]])
    const never = new AbortController().signal
    for (let run = 0; run < 3; run++)
      await runSync({ ...world.deps, connectors }, world.shops.JD, 'PRODUCTS', never)
    expect(await open()).toEqual([`RATE_STARVED ${world.shops.JD}:PRODUCTS`])
    await world.run('JD', 'PRODUCTS')
    expect(await open()).toEqual([])
  })

  it('of a platform that does not answer in time, run after run', async () => {
    const late = new Transient({ upstream: 'JD', message: 'no complete answer in time', code: 'timeout' })
    const silent = {
      ...world.all.jd,
      // biome-ignore lint/correctness/useYield: it fails before there is anything
      async *orders() {
        throw late
      },
    }
    const connectors = new Map([...world.deps.connectors, ['JD' as const, silent]])
    const never = new AbortController().signal
    for (let run = 0; run < 4; run++)
      await runSync({ ...world.deps, connectors }, world.shops.JD, 'ORDERS', never)
    expect(await open()).toEqual([`TIME_OUT ${world.shops.JD}:ORDERS`])
    await world.run('JD', 'ORDERS')
    expect(await open()).toEqual([])
  })

  it('of a synchronisation that stands still, while its shop is linked', async () => {
    const { prisma } = database()
    await watchSync(world.deps)
    expect(await open()).toEqual([])
    await prisma.syncState.updateMany({
      where: { shopId: world.shops.TAOBAO, kind: 'ORDERS' },
      data: { lastSuccessAt: new Date(Date.now() - 30 * MINUTE) },
    })
    await watchSync(world.deps)
    await watchSync(world.deps)
    expect(await open()).toEqual([`CURSOR_STANDS_STILL ${world.shops.TAOBAO}:ORDERS`])
    await world.run('TAOBAO', 'ORDERS')
    await watchSync(world.deps)
    expect(await open()).toEqual([])
  })

  it('of records that pile up, and of messages that nobody works off', async () => {
    const { prisma } = database()
    await prisma.syncFailure.createMany({
      data: Array.from({ length: 100 }, (_, index) => ({
        shopId: world.shops.JD,
        kind: 'ORDERS' as const,
        externalId: `x${index}`,
        errorClass: 'INVALID',
        message: 'm',
      })),
    })
    await prisma.inboundMessage.create({
      data: {
        source: 'TAOBAO',
        messageId: '1',
        kind: 'k',
        payload: {},
        receivedAt: new Date(Date.now() - 20 * MINUTE),
      },
    })
    await watchSync(world.deps)
    expect(await open()).toEqual([`FAILED_RECORDS ${world.shops.JD}`, 'MESSAGES_WAIT TAOBAO'])
    await prisma.syncFailure.updateMany({ data: { resolvedAt: new Date() } })
    await prisma.inboundMessage.updateMany({ data: { doneAt: new Date() } })
    await watchSync(world.deps)
    expect(await open()).toEqual([])
  })
})

testDatabases('what is due', (database) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(database().prisma)
  })
  afterAll(() => world.close())

  it('is given out once, of linked shops, with the kinds that their platform offers', async () => {
    const { prisma } = database()
    await prisma.shop.update({ where: { id: world.shops.JD }, data: { status: 'NEEDS_AUTHORIZATION' } })
    await prisma.syncState.create({
      data: { shopId: world.shops.ALIBABA_1688, kind: 'ORDERS', nextDueAt: new Date(0) },
    })
    expect(await enqueueDue(world.deps)).toBe(6)
    const { TAOBAO, ALIBABA_1688 } = world.shops
    expect(world.queued.toSorted()).toEqual(
      [
        ...['ORDERS', 'REFUNDS', 'PRODUCTS', 'LOGISTICS', 'WAREHOUSE_STOCK'].map(
          (kind) => `sync ${TAOBAO}:${kind}`,
        ),
        `sync ${ALIBABA_1688}:PRODUCTS`,
      ].toSorted(),
    )
    expect(await enqueueDue(world.deps)).toBe(0)
    // The products that are being read bring the quantities with them.
    const later = { ...world.deps, now: () => new Date(Date.now() + 61 * MINUTE) }
    await enqueueDue(later)
    expect(world.queued).toContain(`sync ${TAOBAO}:STOCK`)
    const orders = await prisma.syncState.findUniqueOrThrow({
      where: { shopId_kind: { shopId: TAOBAO, kind: 'ORDERS' } },
    })
    expect((orders.nextDueAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(4 * MINUTE)
    expect(await prisma.syncState.count({ where: { shopId: ALIBABA_1688, kind: 'ORDERS' } })).toBe(0)
    await prisma.shop.update({ where: { id: world.shops.JD }, data: { status: 'LINKED' } })
    expect(await enqueueDue(world.deps)).toBe(5)
  })

  it('comes as often as somebody has said', async () => {
    const { prisma } = database()
    const key = { shopId: world.shops.TAOBAO, kind: 'ORDERS' as const }
    await prisma.syncState.update({
      where: { shopId_kind: key },
      data: { everySeconds: 20, nextDueAt: new Date(0) },
    })
    expect(await enqueueDue(world.deps)).toBe(1)
    const often = await prisma.syncState.findUniqueOrThrow({ where: { shopId_kind: key } })
    expect((often.nextDueAt?.getTime() ?? 0) - Date.now()).toBeLessThan(25_000)
    await prisma.syncState.update({
      where: { shopId_kind: key },
      data: { everySeconds: 0, nextDueAt: new Date(0) },
    })
    await enqueueDue(world.deps)
    expect((await prisma.syncState.findUniqueOrThrow({ where: { shopId_kind: key } })).nextDueAt).toBeNull()
  })
})
