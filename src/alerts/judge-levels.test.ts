import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { CHANNELS, changeBy } from '../../test/support/alerts.ts'
import { describeWith } from '../../test/support/binaries.ts'
import { postgresDatabase } from '../../test/support/databases.ts'
import { type LevelFixture, makeSku, makeWarehouse } from '../../test/support/fixtures.ts'
import { until } from '../../test/support/until.ts'
import type { Database, PrismaClient } from '../store/database.ts'
import { openServerDatabase } from '../store/server-database.ts'
import { judgeLevels, judgeOverdue } from './judge-levels.ts'
import { setAlertRule } from './set-alert-rule.ts'

/** Two full batches and a part of a third. */
const LEVELS = 450
const ON_HAND = 50

describeWith(['PostgreSQL'], 'a global rule over many levels', () => {
  let database: Database
  let levels: LevelFixture[]
  const statements: string[] = []
  const prisma = () => database.prisma
  const deps = () => ({ prisma: prisma(), channels: CHANNELS })
  const set = (threshold: number, given = deps()) => setAlertRule(given, { threshold }, 'test')
  const open = () => prisma().inventoryAlert.count({ where: { kind: 'LOW_STOCK', status: 'OPEN' } })
  const judged = async () => (await prisma().alertRule.findFirstOrThrow()).judgeAt === null
  const overdue = () => prisma().alertRule.updateMany({ data: { judgeAt: new Date(Date.now() - 1) } })
  const count = (pattern: RegExp) => statements.filter((sql) => pattern.test(sql.trim())).length

  beforeAll(async () => {
    const onStatement = (sql: string) => void statements.push(sql)
    database = await openServerDatabase({ url: await postgresDatabase(), onStatement })
    const { productId } = await makeSku(prisma())
    const warehouseId = await makeWarehouse(prisma())
    await prisma().sku.createMany({
      data: Array.from({ length: LEVELS }, (_, at) => ({
        code: `many-${at}`,
        productId,
        titleZh: '红色 / M',
        titleEn: 'Red / M',
        priceMinor: 1990n,
      })),
    })
    const skus = await prisma().sku.findMany({ where: { code: { startsWith: 'many-' } } })
    const made = await prisma().stockLevel.createManyAndReturn({
      data: skus.map(({ id }) => ({ skuId: id, warehouseId, onHand: ON_HAND, version: 1 })),
    })
    levels = made
      .map(({ id, skuId }) => ({ levelId: id, skuId, productId, warehouseId }))
      .sort((a, b) => (a.levelId < b.levelId ? -1 : 1))
  })
  afterAll(() => database?.close())
  afterEach(async () => {
    await prisma().replenishmentProposal.deleteMany()
    await prisma().inventoryAlert.deleteMany()
    await prisma().alertRule.deleteMany()
    await prisma().outboxEvent.deleteMany()
  })

  it('judges all of them in a few short transactions, each with one statement for what opens or ends', async () => {
    statements.length = 0
    expect(await set(60)).toMatchObject({ ok: true })
    expect(await open()).toBe(LEVELS)
    expect(await prisma().outboxEvent.count({ where: { topic: 'alert' } })).toBe(LEVELS)
    expect(count(/FOR UPDATE$/)).toBe(3)
    expect(count(/^INSERT INTO "public"."inventory_alert"/)).toBe(3)

    statements.length = 0
    expect(await set(20)).toMatchObject({ ok: true })
    expect(await open()).toBe(0)
    expect(await prisma().inventoryAlert.findMany({ distinct: ['status', 'available'] })).toMatchObject([
      { status: 'RESOLVED', available: ON_HAND, resolvedAt: expect.any(Date) },
    ])
    expect(await prisma().replenishmentProposal.count({ where: { status: 'PROPOSED' } })).toBe(0)
    expect(count(/FOR UPDATE$/)).toBe(3)
    expect(count(/^UPDATE inventory_alert/)).toBe(3)
    expect(await judged()).toBe(true)
  })

  it('holds up nobody whose level is not being judged', async () => {
    const last = levels.at(-1) as LevelFixture
    let release = () => {}
    const held = prisma().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM stock_level WHERE id = ${last.levelId} FOR UPDATE`
      await new Promise<void>((resolve) => {
        release = resolve
      })
    })
    let answered = false
    const setting = set(60).finally(() => {
      answered = true
    })
    // It waits for the last batch; the two before are committed.
    await until(async () => (await open()) === 400, 'two batches')
    await changeBy(prisma(), levels[0] as LevelFixture, 100)
    expect(await open()).toBe(399)
    expect(answered).toBe(false)
    expect(await judged()).toBe(false)
    release()
    await held
    expect(await setting).toMatchObject({ ok: true })
    expect(await open()).toBe(LEVELS - 1)
    await changeBy(prisma(), levels[0] as LevelFixture, -100)
  })

  it('is finished by others when the process dies between two batches', async () => {
    await expect(set(60, { prisma: dyingAfter(2), channels: CHANNELS })).rejects.toThrow('died')
    expect(await open()).toBe(200)
    expect(await judgeOverdue(deps())).toBe(false)
    await overdue()
    const both = await Promise.all([judgeOverdue(deps()), judgeOverdue(deps())])
    expect(both.filter(Boolean)).toHaveLength(1)
    expect(await open()).toBe(LEVELS)
    expect(await prisma().outboxEvent.count({ where: { topic: 'alert' } })).toBe(LEVELS)
    expect(await judged()).toBe(true)
    expect(await judgeOverdue(deps())).toBe(false)
  })

  it('says nothing anew when it is set again or judged twice at once', async () => {
    const results = await Promise.all([set(60), set(60), set(60)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(3)
    expect(await set(60)).toEqual(results[0])
    expect(await prisma().inventoryAlert.count()).toBe(LEVELS)
    expect(await prisma().outboxEvent.count({ where: { topic: 'alert' } })).toBe(LEVELS)
    expect(await judged()).toBe(true)
  })

  it('stays unjudged when it was set again while the former was judged', async () => {
    await expect(set(20, { prisma: dyingAfter(1), channels: CHANNELS })).rejects.toThrow('died')
    const former = await prisma().alertRule.findFirstOrThrow()
    await expect(set(60, { prisma: dyingAfter(1), channels: CHANNELS })).rejects.toThrow('died')
    await judgeLevels(deps(), former)
    expect(await judged()).toBe(false)
  })

  it('is left to others by a process that stops', async () => {
    await expect(set(60, { prisma: dyingAfter(1), channels: CHANNELS })).rejects.toThrow('died')
    await overdue()
    await expect(judgeOverdue(deps(), AbortSignal.abort())).rejects.toThrow()
    expect(await open()).toBe(0)
    expect(await judged()).toBe(false)
  })

  /** The same client, which fails after this many transactions. */
  function dyingAfter(transactions: number): PrismaClient {
    let begun = 0
    return new Proxy(prisma(), {
      get(target, name) {
        if (name === '$transaction' && ++begun > transactions) throw new Error('died')
        return Reflect.get(target, name)
      },
    })
  }
})
