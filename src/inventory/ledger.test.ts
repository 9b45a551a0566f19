import fc from 'fast-check'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { inventoryWithAlerts } from '../../test/support/alerts.ts'
import { describePostgres, inMutationTests, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku, makeWarehouse } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import type { PrismaClient } from '../store/database.ts'
import { adjustStock } from './adjust-stock.ts'
import { recordStocktake } from './record-stocktake.ts'
import { transferStock } from './transfer-stock.ts'

interface Model {
  /** On hand by "sku/warehouse", both as indexes. */
  readonly onHand: Map<string, number>
}

interface Real {
  readonly prisma: PrismaClient
  readonly skus: readonly string[]
  readonly warehouses: readonly string[]
}

type Command = fc.AsyncCommand<Model, Real>
const at = (model: Model, sku: number, warehouse: number) => model.onHand.get(`${sku}/${warehouse}`) ?? 0

const index = fc.nat(1)
const adjust = fc.tuple(index, index, fc.integer({ min: -15, max: 15 })).map(
  ([sku, warehouse, delta]): Command => ({
    check: () => delta !== 0,
    async run(model, { prisma, skus, warehouses }) {
      const input = { skuId: skus[sku], warehouseId: warehouses[warehouse], delta, idempotencyKey: v7() }
      const result = await adjustStock(inventoryWithAlerts(prisma), input, 'test')
      const wanted = at(model, sku, warehouse) + delta
      expect(result.ok).toBe(wanted >= 0)
      if (wanted >= 0) model.onHand.set(`${sku}/${warehouse}`, wanted)
    },
    toString: () => `adjust ${sku}/${warehouse} by ${delta}`,
  }),
)

const transfer = fc.tuple(index, index, fc.integer({ min: 1, max: 15 })).map(
  ([sku, from, quantity]): Command => ({
    check: () => true,
    async run(model, { prisma, skus, warehouses }) {
      const [fromWarehouseId, toWarehouseId] = [warehouses[from], warehouses[1 - from]]
      const input = { skuId: skus[sku], fromWarehouseId, toWarehouseId, quantity, idempotencyKey: v7() }
      const result = await transferStock(inventoryWithAlerts(prisma), input, 'test')
      const there = at(model, sku, from)
      expect(result.ok).toBe(there >= quantity)
      if (there < quantity) return
      model.onHand.set(`${sku}/${from}`, there - quantity)
      model.onHand.set(`${sku}/${1 - from}`, at(model, sku, 1 - from) + quantity)
    },
    toString: () => `transfer ${quantity} of ${sku} from ${from}`,
  }),
)

const stocktake = fc.tuple(index, fc.nat(20), fc.nat(20)).map(
  ([warehouse, ...counted]): Command => ({
    check: () => true,
    async run(model, { prisma, skus, warehouses }) {
      const counts = counted.map((count, sku) => ({ skuId: skus[sku], counted: count }))
      const input = { warehouseId: warehouses[warehouse], counts, idempotencyKey: v7() }
      expect((await recordStocktake(inventoryWithAlerts(prisma), input, 'test')).ok).toBe(true)
      for (const [sku, count] of counted.entries()) model.onHand.set(`${sku}/${warehouse}`, count)
    },
    toString: () => `count ${counted} in ${warehouse}`,
  }),
)

testDatabases('the ledger', (database) => {
  it.skipIf(inMutationTests)(
    'adds up to the levels after any sequence of adjustments, transfers and stocktakes',
    async () => {
      const { prisma } = database()
      const warehouses = await Promise.all([makeWarehouse(prisma), makeWarehouse(prisma)])
      await fc.assert(
        fc.asyncProperty(
          fc.commands([adjust, transfer, stocktake], { maxCommands: 15 }),
          async (commands) => {
            const skus = [(await makeSku(prisma)).skuId, (await makeSku(prisma)).skuId]
            const model: Model = { onHand: new Map() }
            await fc.asyncModelRun(() => ({ model, real: { prisma, skus, warehouses } }), commands)
            const levels = await prisma.stockLevel.findMany({ where: { skuId: { in: skus } } })
            for (const level of levels) {
              const key = [skus.indexOf(level.skuId), warehouses.indexOf(level.warehouseId)] as const
              expect(level.onHand).toBe(at(model, ...key))
            }
            await expectLedgerToAddUp(prisma, skus)
            for (const skuId of skus) {
              const told = (await outboxOfSku(prisma, skuId)).filter((event) => event.topic === 'stock')
              expect(told).toHaveLength((await movementsOf(prisma, skuId)).length)
            }
          },
        ),
        { numRuns: 12 },
      )
    },
  )
})

describePostgres('100 sales of the last 10 pieces at the same time', (database) => {
  it('sell exactly 10, each with one movement and one event', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, levelId } = await makeLevel(prisma, { onHand: 10 })
    const sales = await Promise.all(
      Array.from({ length: 100 }, () =>
        adjustStock(
          inventoryWithAlerts(prisma),
          { skuId, warehouseId, delta: -1, reason: 'SALE', idempotencyKey: v7() },
          'test',
        ),
      ),
    )
    expect(sales.filter((sale) => sale.ok)).toHaveLength(10)
    const refused = sales.flatMap((sale) => (sale.ok ? [] : sale.errors))
    expect(refused.map((error) => error.code)).toEqual(Array(90).fill('INSUFFICIENT_STOCK'))
    expect(await prisma.stockLevel.findUnique({ where: { id: levelId } })).toMatchObject({
      onHand: 0,
      version: 11,
    })
    const movements = await movementsOf(prisma, skuId)
    expect(movements.map((movement) => movement.onHandAfter)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    const events = (await outboxOfSku(prisma, skuId)).filter((event) => event.topic === 'stock')
    expect(events.map((event) => event.level.version)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    const alerts = await prisma.inventoryAlert.findMany({ where: { skuId }, orderBy: { id: 'asc' } })
    expect(alerts.map((alert) => [alert.kind, alert.available])).toEqual([
      ['LOW_STOCK', 9],
      ['OUT_OF_STOCK', 0],
    ])
    await expectLedgerToAddUp(prisma, [skuId])
  })
})
