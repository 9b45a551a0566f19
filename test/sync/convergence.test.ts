import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
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
import { contention, until } from '../support/until.ts'
import { tallyCalls } from './call-tally.ts'
import { change, type Random, randomOf } from './changes.ts'
import { differences } from './equality.ts'
import { injectFaults } from './injected-faults.ts'
import { manyOrders } from './many-orders.ts'
import { manyProducts } from './many-products.ts'
import { startReceiver } from './receiver.ts'
import { Report } from './report.ts'
import { SCALE } from './scale.ts'
import { ACCOUNT, openWorld, type World } from './world.ts'

const {
  products,
  orders,
  live,
  days,
  changes,
  permitted,
  callsPerSecond,
  everySeconds,
  patienceMs,
  lookMs,
  compareMs,
} = SCALE
/** Of all calls while the shops change. */
const FAULTY = 0.05

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
      products: manyProducts(products),
      deps: { jobs, now: () => new Date() },
    })
    const warehouse: WarehouseDeps = {
      ...world.deps,
      warehouse: world.all.qimen,
      customerId: ACCOUNT.customerId,
      orders: world.deps,
    }
    const random = randomOf(99)
    const losses = new Map<string, number>()
    receiver = await startReceiver(async (_path, request) => {
      // Some pushes are lost on the way, up to thrice each, and come again later.
      const body = request.body.toString()
      if (!losses.has(body)) losses.set(body, lossesOf(random))
      const left = losses.get(body) ?? 0
      if (left === 0) return receiveWarehouse(warehouse, request)
      losses.set(body, left - 1)
      return { status: 502, contentType: 'text/plain', body: '' }
    })
    await world.control('webhooks', {
      platform: 'QIMEN',
      url: `${receiver.url}/webhooks/qimen/${ACCOUNT.customerId}`,
    })
    for (const platform of ['TAOBAO', 'JD'] as const)
      await world.control('quota', { platform, callsPerSecond: permitted, banSeconds: 1 })
    await database.prisma.shop.updateMany({
      where: { platform: 'ALIBABA_1688' },
      data: { status: 'UNLINKED' },
    })
  })

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
        CALLS_PER_SECOND: String(callsPerSecond),
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
  const hurry = async () => {
    await database.prisma.syncState.updateMany({
      where: { kind: 'WAREHOUSE_STOCK' },
      data: { everySeconds: 5, nextDueAt: new Date() },
    })
    await database.prisma.syncState.updateMany({
      where: { kind: { in: ['ORDERS', 'PRODUCTS', 'REFUNDS', 'LOGISTICS'] } },
      data: { everySeconds, nextDueAt: new Date() },
    })
  }

  const say = (what: string) => {
    if (SCALE.name !== 'short') process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`)
  }

  /**
   * How much waits to be done; comparing is dear, and in vain before it is over. And how much was done: patience
   * begins again with each step of it.
   */
  const waiting = async (): Promise<{ left: number; done: number }> => {
    const { prisma } = database
    const unread = await prisma.syncState.count({
      where: { kind: { in: ['ORDERS', 'PRODUCTS', 'REFUNDS'] }, lastSuccessAt: null },
    })
    const { behind, messages, failures } = await syncFigures(prisma)
    const orders = await prisma.order.count()
    const movements = await prisma.stockMovement.count()
    const worked = await prisma.inboundMessage.count({ where: { doneAt: { not: null } } })
    say(
      `${orders} orders, ${unread} kinds unread, ${behind} behind, ${messages} messages, ${failures} failures`,
    )
    return { left: unread + behind + messages, done: orders + movements + worked }
  }

  const agree = async (what: string): Promise<void> => {
    let compared = Number.NEGATIVE_INFINITY
    let found: string[] = ['nothing was compared']
    let reached = -1
    let patience = patienceMs
    for (let looked = performance.now(); patience > 0; ) {
      // Not by the control API, which waits until the warehouse has reported all that follows.
      world.state.clock.advance(20_000)
      world.state.life.tick()
      if (performance.now() - compared > compareMs) {
        const { left, done } = await waiting()
        if (left === 0) {
          found = await differences(world)
          say(`${found.length} differences${found.length > 0 ? `, such as ${found[0]}` : ''}`)
          if (found.length === 0) return
        }
        if (done > reached) patience = patienceMs
        reached = done
        compared = performance.now()
      }
      await delay(lookMs)
      patience -= (performance.now() - looked) / contention()
      looked = performance.now()
    }
    const ledger = await ledgerOf(database.prisma, found)
    throw new Error(
      `no ${what}:\n${found.slice(0, 20).join('\n')}\n${ledger}\n${errors.slice(-5).join('\n')}`,
    )
  }

  it('first synchronise all of it, and then converge to exact equality', {
    // `agree` watches over progress; this ends a test that hangs elsewhere.
    timeout: 10 * patienceMs,
  }, async () => {
    const random = randomOf(20_261_122)
    const report = new Report()
    manyOrders(world, random, { count: orders, live, days })
    const tally = tallyCalls(world.state)
    report.begin()
    const first = await startWorker()
    const second = await startWorker()
    await until(
      () => database.prisma.syncState.count({ where: { kind: 'ORDERS' } }).then((n) => n >= 2),
      'the shops to be taken on',
      30_000,
    )
    await hurry()
    await agree('first synchronisation')
    expect(await database.prisma.order.count()).toBe(orders)
    report.end('first', tally.take())

    report.begin()
    const injected = injectFaults(world, randomOf(5), FAULTY)
    for (let made = 0; made < changes; made++) {
      await change(world, random, made)
      if (made % 100 === 60)
        await world.control('faults', {
          kind: 'ban',
          seconds: 1,
          platform: random.pick(['TAOBAO', 'JD', 'QIMEN']),
        })
      if (made % 50 === 20)
        await world.control('webhooks/mode', { copies: 1 + random.below(3), hold: random.next() < 0.5 })
      if (made % 50 === 45) {
        await world.control('webhooks/mode', { copies: 1 })
        await world.control('webhooks/release', {})
      }
      if (made % 60 === 30) await world.control('messages/redeliver', { platform: 'TAOBAO' })
      if (made === Math.floor(changes / 3)) {
        // As if the machine had lost power in the middle of its work.
        second.kill('SIGSTOP')
        await until(() => haltedAtWork(database.prisma, first), 'the worker to be at work', 60_000)
        first.kill('SIGKILL')
        await once(first, 'exit')
        second.kill('SIGCONT')
      }
      if (made === Math.floor(changes / 2)) await world.control('tokens/expire', { platform: 'TAOBAO' })
      if (made === Math.floor((changes * 2) / 3)) {
        await world.control('tokens/expire', { platform: 'JD' })
        await startWorker()
      }
      if (made % 7 === 0) await world.control('advance', { ms: 3_000 })
    }
    await world.control('webhooks/mode', { copies: 1 })
    await world.control('webhooks/release', {})
    // However fast the changes were made, the workers are to meet the faults.
    await until(() => injected.counts.calls >= changes, 'calls under faults', 60_000)
    await world.control('faults', undefined, 'DELETE')
    injected.end()
    await agree('agreement after the changes')
    report.end('changes', tally.take())

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
    const table = await report.table(database.prisma, SCALE)
    if (SCALE.name !== 'short') process.stdout.write(`\n${table}\n`)
    expect(await open()).toEqual([])
    for (const phase of report.phases)
      for (const platform of ['TAOBAO', 'JD']) {
        // By the platform's own book: nothing came beyond what it permits, and it refused nothing.
        const most = phase.most.get(platform) ?? 0
        expect([platform, phase.name, most]).toEqual([platform, phase.name, Math.min(most, permitted)])
        expect(most).toBeGreaterThan(0)
        expect(phase.refused).toBe(0)
      }
    expect(injected.counts.hit / injected.counts.calls).toBeGreaterThan(FAULTY / 2)
    const ended = await database.prisma.syncRun.groupBy({ by: ['status'], _count: true })
    expect(ended.find((one) => one.status === 'INTERRUPTED')).toBeDefined()
    expect(await database.prisma.shop.count({ where: { status: 'LINKED' } })).toBe(2)
  })
})

/** What moved the levels that differ, and how their counts stand. */
async function ledgerOf(prisma: Database['prisma'], found: readonly string[]): Promise<string> {
  const texts: string[] = []
  for (const difference of found.slice(0, 5)) {
    const [, item = '', warehouse = ''] = /^(\S+) in (\S+): /.exec(difference) ?? []
    const rows = await prisma.$queryRaw<{ row: string }[]>`
      SELECT row_to_json(told)::text AS row FROM warehouse_count told JOIN sku ON sku.id = told.sku_id
      JOIN warehouse ON warehouse.id = told.warehouse_id WHERE sku.code = ${item} AND warehouse.code = ${warehouse}`
    const movements = await prisma.stockMovement.findMany({
      where: { sku: { code: item }, warehouse: { code: warehouse } },
      orderBy: { levelVersion: 'asc' },
      select: { delta: true, onHandAfter: true, reason: true, reference: true, createdAt: true },
    })
    texts.push(...rows.map(({ row }) => row), ...movements.map((one) => JSON.stringify(one)))
  }
  return texts.join('\n')
}

/** How often a message of the warehouse is lost before it arrives: mostly never, some up to thrice. */
function lossesOf(random: Random): number {
  return random.next() < 0.2 ? 1 + random.below(3) : 0
}

/** Halts the only worker that is running now; lets it go on when it was not in the middle of a run of its own. */
async function haltedAtWork(prisma: Database['prisma'], worker: ChildProcess): Promise<boolean> {
  const since = new Date()
  // The other one's, which is halted as well, began before.
  const running = () => prisma.syncRun.count({ where: { status: 'RUNNING', startedAt: { gte: since } } })
  await until(async () => (await running()) > 0, 'a run to begin', 60_000)
  worker.kill('SIGSTOP')
  if ((await running()) > 0) return true
  worker.kill('SIGCONT')
  return false
}
