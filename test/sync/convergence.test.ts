import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { syncFigures } from '../../src/store/sync-watch.ts'
import { startBossJobs } from '../../src/sync/boss-jobs.ts'
import type { Jobs } from '../../src/sync/jobs.ts'
import type { WarehouseDeps } from '../../src/sync/warehouse/deps.ts'
import { receiveWarehouse } from '../../src/sync/warehouse/receive.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { until } from '../support/until.ts'
import { change, fault, randomOf } from './changes.ts'
import { differences } from './equality.ts'
import { manyProducts } from './many-products.ts'
import { startReceiver } from './receiver.ts'
import { ACCOUNT, openWorld, type World } from './world.ts'

const LONG = process.env.SYNC_TEST === 'long'
const MEDIUM = process.env.SYNC_TEST === 'medium'
const PRODUCTS = LONG ? 20_000 : MEDIUM ? 2_000 : 120
const ORDERS = LONG ? 50_000 : MEDIUM ? 3_000 : 150
/** Of these, so many are not over when they are read first. */
const LIVE_ORDERS = 300
const CHANGES = LONG ? 5_000 : MEDIUM ? 1_000 : 400
/** What the app may do; all workers share it. */
const CALLS_PER_SECOND = LONG || MEDIUM ? 200 : 40
const PATIENCE_MS = LONG ? 3 * 3600_000 : MEDIUM ? 1_200_000 : 120_000

/** Nothing will happen to what is made meanwhile. */
function withoutLife<T>({ state: { life } }: World, make: () => T): T {
  const { after } = life
  life.after = () => {}
  try {
    return make()
  } finally {
    life.after = after
  }
}

describeWith(['PostgreSQL'], 'two workers, one of them killed, over shops that change under faults', () => {
  let url: string
  let database: Database
  let world: World
  let jobs: Jobs
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  const workers: ChildProcess[] = []
  const errors: string[] = []

  beforeAll(async () => {
    url = await postgresDatabase()
    database = await openServerDatabase({ url, poolSize: 8 })
    jobs = await startBossJobs({
      database: database.jobs,
      supervise: false,
      onError: (error) => errors.push(String(error)),
    })
    world = await openWorld(database.prisma, {
      products: manyProducts(PRODUCTS),
      deps: { jobs, now: () => new Date() },
    })
    const warehouse: WarehouseDeps = {
      ...world.deps,
      warehouse: world.all.qimen,
      customerId: ACCOUNT.customerId,
      orders: world.deps,
    }
    const random = randomOf(99)
    receiver = await startReceiver(async (_path, request) =>
      // Some pushes are lost on the way, and come again later.
      random.next() < 0.2
        ? { status: 502, contentType: 'text/plain', body: '' }
        : receiveWarehouse(warehouse, request),
    )
    await world.control('webhooks', {
      platform: 'QIMEN',
      url: `${receiver.url}/webhooks/qimen/${ACCOUNT.customerId}`,
    })
    for (const platform of ['TAOBAO', 'JD'] as const)
      await world.control('quota', { platform, callsPerSecond: 3 * CALLS_PER_SECOND, banSeconds: 1 })
    await database.prisma.shop.updateMany({
      where: { platform: 'ALIBABA_1688' },
      data: { status: 'UNLINKED' },
    })
  }, 300_000)

  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL')
    await jobs?.stop()
    await world?.close()
    await receiver?.stop()
    await database?.close()
  })

  const startWorker = async (): Promise<ChildProcess> => {
    const program = fileURLToPath(new URL('worker-program.ts', import.meta.url))
    const child = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        DATABASE_URL: url,
        SANDBOX_URL: world.sandbox.url,
        CALLS_PER_SECOND: String(CALLS_PER_SECOND),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    workers.push(child)
    let said = ''
    child.stdout?.on('data', (part) => {
      said += part
    })
    child.stderr?.on('data', (part) => errors.push(String(part)))
    await until(() => said.includes('working') || child.exitCode !== null, 'a worker to begin', 30_000)
    expect(child.exitCode).toBe(null)
    return child
  }

  /** Everything is read far more often than every five minutes. */
  const hurry = () =>
    database.prisma.syncState.updateMany({
      where: { kind: { in: ['ORDERS', 'PRODUCTS', 'REFUNDS', 'LOGISTICS'] } },
      data: { everySeconds: LONG ? 60 : 2, nextDueAt: new Date() },
    })

  const agree = (what: string) =>
    until(
      async () => {
        // Nobody need compare while something is known to wait.
        const { behind, messages } = await syncFigures(database.prisma)
        if (behind > 0 || messages > 0) return false
        await world.control('advance', { ms: 20_000 })
        return (await differences(world)).length === 0
      },
      what,
      PATIENCE_MS,
    ).catch(async (error) => {
      throw new Error(
        `${error.message}\n${(await differences(world)).slice(0, 20).join('\n')}\n${errors.slice(-5).join('\n')}`,
      )
    })

  it('first synchronise all of it, and then converge to exact equality', {
    timeout: 4 * PATIENCE_MS,
  }, async () => {
    const random = randomOf(20_261_122)
    const { orders, shelf } = world.state
    for (let made = 0; made < ORDERS; made++) {
      const platform = made % 3 === 0 ? ('JD' as const) : ('TAOBAO' as const)
      const item = random.pick(shelf.items(platform).slice(0, 2_000))
      const lines = [{ externalSkuId: random.pick(item.skus).externalSkuId, quantity: 1 }]
      // What is over already stays as it is, and is only read; the rest goes its way through the warehouse.
      const over = made >= LIVE_ORDERS || random.next() < 0.1
      const order = over
        ? withoutLife(world, () => orders.place({ platform, shop: item.shop, lines }))
        : orders.place({ platform, shop: item.shop, lines })
      if (order && over) orders.close(order)
    }
    const first = await startWorker()
    await startWorker()
    await until(
      () => database.prisma.syncState.count({ where: { kind: 'ORDERS' } }).then((n) => n >= 2),
      'the shops to be taken on',
      30_000,
    )
    await hurry()
    await agree('the first synchronisation')
    expect(await database.prisma.order.count()).toBe(ORDERS)

    await world.control('calls', undefined, 'DELETE')
    for (let made = 0; made < CHANGES; made++) {
      await change(world, random, made)
      if (random.next() < 0.25) await fault(world, random)
      if (made % 50 === 20)
        await world.control('webhooks/mode', { copies: 1 + random.below(3), hold: random.next() < 0.5 })
      if (made % 50 === 45) {
        await world.control('webhooks/mode', { copies: 1 })
        await world.control('webhooks/release', {})
      }
      if (made % 60 === 30) await world.control('messages/redeliver', { platform: 'TAOBAO' })
      if (made === Math.floor(CHANGES / 3)) {
        // As if the machine had lost power, in the middle of whatever it was at.
        first.kill('SIGKILL')
        await once(first, 'exit')
      }
      if (made === Math.floor(CHANGES / 2)) await world.control('tokens/expire', { platform: 'TAOBAO' })
      if (made === Math.floor((CHANGES * 2) / 3)) {
        await world.control('tokens/expire', { platform: 'JD' })
        await startWorker()
      }
      if (made % 7 === 0) await world.control('advance', { ms: 3_000 })
    }
    await world.control('webhooks/mode', { copies: 1 })
    await world.control('webhooks/release', {})
    await world.control('faults', undefined, 'DELETE')
    await agree('agreement')

    const { calls } = await world.control<{
      calls: { platform: string; at: string; faults: string[]; code: string }[]
    }>('calls')
    for (const platform of ['TAOBAO', 'JD']) {
      const own = calls.filter((call) => call.platform === platform)
      const perSecond = Map.groupBy(own, (call) => call.at.slice(0, 19))
      const most = Math.max(...[...perSecond.values()].map((some) => some.length))
      // A worker that joins has its part at once; the others give it up within seconds.
      expect(most).toBeLessThanOrEqual(1.5 * CALLS_PER_SECOND + 5)
      expect(own.length).toBeGreaterThan(0)
    }
    const open = () =>
      database.prisma.syncFailure.findMany({
        where: { resolvedAt: null, kind: { in: ['ORDERS', 'PRODUCTS', 'REFUNDS'] } },
        select: { kind: true, externalId: true, message: true },
      })
    await database.prisma.syncFailure.updateMany({
      where: { resolvedAt: null, nextAttemptAt: { not: null } },
      data: { nextAttemptAt: new Date() },
    })
    await until(async () => (await open()).length === 0, 'failed records to be taken over', 60_000).catch(
      () => {},
    )
    expect(await open()).toEqual([])
    const running = await database.prisma.syncRun.groupBy({ by: ['status'], _count: true })
    expect(running.find((one) => one.status === 'INTERRUPTED')).toBeDefined()
    expect(await database.prisma.shop.count({ where: { status: 'LINKED' } })).toBe(2)
  })
})
