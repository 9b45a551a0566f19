import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inventoryWithAlerts } from '../../test/support/alerts.ts'
import { describePostgres, embeddedDatabase } from '../../test/support/databases.ts'
import { makeProduct, makeWarehouse } from '../../test/support/fixtures.ts'
import type { Database, PrismaClient } from '../store/database.ts'
import { checkLedger } from '../store/ledger-check.ts'
import { type Real, stockCommands } from './ledger-commands.test-kit.ts'
import { at, changeAt, emptyModel, type Model } from './ledger-model.test-kit.ts'

/** Longest sequence; most are shorter. */
const MAX_COMMANDS = 12

/** Opening stock, so that most commands find some; one level is created only when needed. */
const OPENING = [
  { sku: 0, place: 0, onHand: 20 },
  { sku: 0, place: 1, onHand: 6 },
  { sku: 1, place: 0, onHand: 12 },
]

async function stockUp(
  prisma: PrismaClient,
  model: Model,
  skus: readonly string[],
  warehouses: readonly string[],
): Promise<void> {
  const rows = OPENING.map(({ sku, place, onHand }) => {
    changeAt(model, sku, place, { onHand })
    return { skuId: skus[sku] ?? '', warehouseId: warehouses[place] ?? '', onHand }
  })
  await prisma.stockLevel.createMany({ data: rows.map((row) => ({ ...row, version: 1 })) })
  await prisma.stockMovement.createMany({
    data: rows.map(({ onHand, ...place }) => ({
      ...place,
      delta: onHand,
      onHandAfter: onHand,
      reason: 'RECEIPT' as const,
      levelVersion: 1,
    })),
  })
}

/** Runs `numRuns` sequences, each on two SKUs of its own, and compares every level with the model after each. */
async function runSequences(prisma: PrismaClient, deps: Real['deps'], numRuns: number): Promise<number> {
  const warehouses = [await makeWarehouse(prisma), await makeWarehouse(prisma)]
  let ran = 0
  const sequence = async (commands: Iterable<fc.AsyncCommand<Model, Real>>) => {
    const skus = [v7(), v7()]
    // What a list says of a product is summed over its SKUs at each change: as many SKUs as real products have.
    const productId = await makeProduct(prisma)
    const data = skus.map((id) => ({ id, code: id, productId, titleZh: '红', priceMinor: 1n }))
    await prisma.sku.createMany({ data })
    const model = emptyModel()
    await stockUp(prisma, model, skus, warehouses)
    await fc.asyncModelRun(() => ({ model, real: { deps, skus, warehouses } }), commands)
    const levels = await prisma.stockLevel.findMany({ where: { skuId: { in: skus } } })
    for (const { skuId, warehouseId, onHand, reserved, safetyStock, incoming } of levels)
      expect({ onHand, reserved, safetyStock, incoming }).toEqual(
        at(model, skus.indexOf(skuId), warehouses.indexOf(warehouseId)),
      )
    ran++
  }
  await fc.assert(fc.asyncProperty(stockCommands(MAX_COMMANDS), sequence), { numRuns })
  return ran
}

let database: Database
beforeAll(async () => {
  database = await embeddedDatabase()
})
afterAll(() => database?.close())

it('the ledger agrees with a model after each of 1,000 sequences of everything that changes stock', async () => {
  const { prisma } = database
  // Alerts have tests of their own; here they would only take time.
  const deps = { prisma, onLevelsChanged: async () => {} }
  expect(await runSequences(prisma, deps, 1000)).toBe(1000)
  const { levels, movements, differences } = await checkLedger(prisma)
  expect(differences).toEqual([])
  expect(levels).toBeGreaterThan(1000)
  expect(movements).toBeGreaterThan(levels)
}, 600_000)

describePostgres('the ledger over PostgreSQL', (server) => {
  it('agrees with the model as well, alerts included', async () => {
    const { prisma } = server()
    expect(await runSequences(prisma, inventoryWithAlerts(prisma), 60)).toBe(60)
    expect((await checkLedger(prisma)).differences).toEqual([])
  })
})
