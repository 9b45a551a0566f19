import { afterEach, expect, it } from 'vitest'
import { alertsOf, alertsTold, CHANNELS, changeBy } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { setAlertRule } from './set-alert-rule.ts'

testDatabases('setAlertRule', (database) => {
  const set = async (input: object) => {
    const result = await setAlertRule(
      { prisma: database().prisma, channels: CHANNELS },
      input,
      'operator:test',
    )
    if (!result.ok) throw new Error(result.errors[0]?.message)
    return result.value
  }
  // The global rule would reach the levels of the next test.
  afterEach(() => database().prisma.alertRule.deleteMany())

  it('makes the most specific rule win: SKU and warehouse, SKU, warehouse, all', async () => {
    const { prisma } = database()
    const { skuId, productId, warehouseId } = await makeLevel(prisma, { onHand: 1000 })
    const elsewhere = await makeLevel(prisma, { skuId, productId, onHand: 1000 })
    const neighbour = await makeLevel(prisma, { warehouseId, onHand: 1000 })
    const other = await makeLevel(prisma, { onHand: 1000 })
    await set({ threshold: 50 })
    await set({ warehouseId, threshold: 40 })
    await set({ skuId, threshold: 30 })
    await set({ skuId, warehouseId, threshold: 20 })
    const thresholdOf = async (level: typeof other) => {
      await changeBy(prisma, level, -999)
      const alerts = await alertsOf(prisma, level.skuId)
      return alerts.find((alert) => alert.warehouseId === level.warehouseId)?.threshold
    }
    expect(await thresholdOf({ ...elsewhere, warehouseId })).toBe(20)
    expect(await thresholdOf(elsewhere)).toBe(30)
    expect(await thresholdOf(neighbour)).toBe(40)
    expect(await thresholdOf(other)).toBe(50)
  })

  it('judges the levels under it at once: opens what is low now, resolves what no longer is', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 50 })
    const { skuId } = level
    await set({ skuId, threshold: 60 })
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN'])
    expect(await alertsOf(prisma, skuId)).toMatchObject([{ threshold: 60, resumeAbove: 72, available: 50 }])
    await set({ skuId, threshold: 45, resumeAbove: 51 })
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN'])
    await set({ skuId, threshold: 45, resumeAbove: 50 })
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN', 'LOW_STOCK RESOLVED'])
  })

  it('leaves levels of other SKUs and warehouses alone', async () => {
    const { prisma } = database()
    const one = await makeLevel(prisma, { onHand: 50 })
    const other = await makeLevel(prisma, { onHand: 50, warehouseId: one.warehouseId })
    await set({ skuId: one.skuId, threshold: 60 })
    expect(await alertsTold(prisma, other.skuId)).toEqual([])
    await set({ warehouseId: one.warehouseId, threshold: 60 })
    expect(await alertsTold(prisma, other.skuId)).toEqual(['LOW_STOCK OPEN'])
    expect(await alertsTold(prisma, one.skuId)).toEqual(['LOW_STOCK OPEN'])
  })

  it('changes the rule of a scope that has one, and fills in resumeAbove', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 500 })
    const id = await set({ skuId, threshold: 5 })
    expect(await set({ skuId, threshold: 100 })).toBe(id)
    expect(await prisma.alertRule.findMany({ where: { skuId } })).toMatchObject([
      { id, threshold: 100, resumeAbove: 120, warehouseId: null, updatedBy: 'operator:test' },
    ])
    await set({ threshold: 0 })
    expect(await set({ threshold: 1, skuId: null, warehouseId: null })).toBeTypeOf('string')
    expect(await prisma.alertRule.count({ where: { skuId: null, warehouseId: null } })).toBe(1)
  })

  it.each<[object, string[], string]>([
    [{ skuId: 'none', threshold: 1 }, ['skuId'], 'NOT_FOUND'],
    [{ warehouseId: 'none', threshold: 1 }, ['warehouseId'], 'NOT_FOUND'],
    [{ threshold: -1 }, ['threshold'], 'INVALID_INPUT'],
    [{ threshold: 1.5 }, ['threshold'], 'INVALID_INPUT'],
    [{}, ['threshold'], 'INVALID_INPUT'],
    [{ threshold: 10, resumeAbove: 9 }, ['resumeAbove'], 'INVALID_INPUT'],
  ])('refuses %o, naming the field', async (input, field, code) => {
    const { prisma } = database()
    const result = await setAlertRule({ prisma, channels: CHANNELS }, input, 'test')
    expect(result).toMatchObject({ ok: false, errors: [{ code, field }] })
    expect(await prisma.alertRule.count()).toBe(0)
  })
})

describePostgres('rules and stock changed at the same time', (database) => {
  it('neither block each other for good nor open an alert twice', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 200 })
    const { skuId } = level
    const changes = Array.from({ length: 30 }, () => changeBy(prisma, level, -1))
    const rules = Array.from({ length: 10 }, () =>
      setAlertRule({ prisma, channels: CHANNELS }, { skuId, threshold: 185 }, 'test'),
    )
    const results = await Promise.all(rules)
    await Promise.all(changes)
    expect(results.filter((result) => result.ok)).toHaveLength(10)
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN'])
    expect(await prisma.alertRule.count({ where: { skuId } })).toBe(1)
  })
})
