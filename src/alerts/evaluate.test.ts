import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { alertsOf, alertsTold, CHANNELS, changeBy, inventoryWithAlerts } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import { adjustStock } from '../inventory/adjust-stock.ts'
import { evaluateAlerts } from './evaluate.ts'

testDatabases('alerts of a stock change', (database) => {
  it('open once at the crossing of the default threshold, and are silent below', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 12 })
    await changeBy(prisma, level, -2)
    expect(await alertsTold(prisma, level.skuId)).toEqual([])
    await changeBy(prisma, level, -1)
    expect(await alertsTold(prisma, level.skuId)).toEqual(['LOW_STOCK OPEN'])
    for (const delta of [-1, -1, 3, -2]) await changeBy(prisma, level, delta)
    expect(await alertsTold(prisma, level.skuId)).toEqual(['LOW_STOCK OPEN'])
    expect(await alertsOf(prisma, level.skuId)).toMatchObject([
      { kind: 'LOW_STOCK', status: 'OPEN', threshold: 10, resumeAbove: 12, available: 9, resolvedAt: null },
    ])
  })

  it('resolve at resumeAbove and open again at the next crossing', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 10 })
    for (const delta of [-1, 2, 1, -2, -1]) await changeBy(prisma, level, delta)
    expect(await alertsTold(prisma, level.skuId)).toEqual([
      'LOW_STOCK OPEN',
      'LOW_STOCK RESOLVED',
      'LOW_STOCK OPEN',
    ])
    const [first, second, ...more] = await alertsOf(prisma, level.skuId)
    expect(first).toMatchObject({ status: 'RESOLVED', available: 12, resolvedAt: expect.any(Date) })
    expect(second).toMatchObject({ status: 'OPEN', available: 9 })
    expect(more).toEqual([])
  })

  it('say out of stock, and back in stock as news that is over at once', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 20 })
    for (const delta of [-20, 5]) await changeBy(prisma, level, delta)
    expect(await alertsTold(prisma, level.skuId)).toEqual([
      'LOW_STOCK OPEN',
      'OUT_OF_STOCK OPEN',
      'OUT_OF_STOCK RESOLVED',
      'BACK_IN_STOCK RESOLVED',
    ])
    const rows = (await alertsOf(prisma, level.skuId)).map(({ kind, status }) => `${kind} ${status}`)
    expect(rows).toEqual(['LOW_STOCK OPEN', 'OUT_OF_STOCK RESOLVED', 'BACK_IN_STOCK RESOLVED'])
  })

  it('count what is available: reserved pieces and the safety stock are not', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 30, reserved: 15, safetyStock: 5 })
    await changeBy(prisma, level, -1)
    expect(await alertsOf(prisma, level.skuId)).toMatchObject([{ kind: 'LOW_STOCK', available: 9 }])
  })

  it('say oversold when less is left than is reserved', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 30, reserved: 15 })
    await changeBy(prisma, level, -20)
    await changeBy(prisma, level, 20)
    expect(await alertsTold(prisma, level.skuId)).toEqual([
      'LOW_STOCK OPEN',
      'OUT_OF_STOCK OPEN',
      'OVERSOLD OPEN',
      'LOW_STOCK RESOLVED',
      'OUT_OF_STOCK RESOLVED',
      'OVERSOLD RESOLVED',
      'BACK_IN_STOCK RESOLVED',
    ])
  })

  it('name warehouse and supplier, so that suppliers hear of their own', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 10, supplierKey: `supplier-${v7()}` })
    await changeBy(prisma, level, -1)
    const { key } = await prisma.supplier.findFirstOrThrow({
      where: { products: { some: { id: level.productId } } },
    })
    const [, alert] = await outboxOfSku(prisma, level.skuId)
    const [row] = await alertsOf(prisma, level.skuId)
    expect(alert).toMatchObject({
      topic: 'alert',
      alertId: row?.id,
      warehouseId: level.warehouseId,
      supplierKey: key,
    })
  })

  it('follow the change that causes them in the outbox', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 10 })
    await changeBy(prisma, level, -1)
    expect((await outboxOfSku(prisma, level.skuId)).map((event) => event.topic)).toEqual(['stock', 'alert'])
  })

  it('are rolled back with the change: neither rows nor events stay', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 10 })
    const { onLevelsChanged } = inventoryWithAlerts(prisma)
    const deps = {
      prisma,
      onLevelsChanged: async (...args: Parameters<typeof onLevelsChanged>) => {
        await onLevelsChanged(...args)
        throw new Error('no luck')
      },
    }
    const input = { skuId: level.skuId, warehouseId: level.warehouseId, delta: -5, idempotencyKey: v7() }
    await expect(adjustStock(deps, input, 'test')).rejects.toThrow('no luck')
    expect(await alertsOf(prisma, level.skuId)).toEqual([])
    expect(await outboxOfSku(prisma, level.skuId)).toEqual([])
    expect(await movementsOf(prisma, level.skuId)).toHaveLength(1)
  })

  it('judge several levels at once, each by itself', async () => {
    const { prisma } = database()
    const low = await makeLevel(prisma, { onHand: 3 })
    const enough = await makeLevel(prisma, { onHand: 30 })
    const none = await makeLevel(prisma)
    const ids = [low, enough, none].map((level) => level.levelId)
    for (let round = 0; round < 2; round++)
      await prisma.$transaction((tx) => evaluateAlerts(tx, ids, CHANNELS))
    expect(await alertsTold(prisma, low.skuId)).toEqual(['LOW_STOCK OPEN'])
    expect(await alertsTold(prisma, enough.skuId)).toEqual([])
    expect(await alertsTold(prisma, none.skuId)).toEqual(['LOW_STOCK OPEN', 'OUT_OF_STOCK OPEN'])
    await prisma.$transaction((tx) => evaluateAlerts(tx, [], CHANNELS))
  })
})

describePostgres('alerts of parallel changes of one level', (database) => {
  it('open once', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 40 })
    await Promise.all(Array.from({ length: 40 }, () => changeBy(prisma, level, -1)))
    expect(await alertsTold(prisma, level.skuId)).toEqual(['LOW_STOCK OPEN', 'OUT_OF_STOCK OPEN'])
    expect(await alertsOf(prisma, level.skuId)).toHaveLength(2)
  })
})
