import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { alertsTold, inventoryWithAlerts } from '../../test/support/alerts.ts'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import { setSafetyStock } from './set-safety-stock.ts'

testDatabases('setSafetyStock', (database) => {
  const set = (input: object) =>
    setSafetyStock(
      inventoryWithAlerts(database().prisma),
      { idempotencyKey: v7(), ...input },
      'operator:test',
    )

  it('keeps pieces back: what is available falls, with a movement, an event and an alert', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma, { onHand: 12 })
    expect(await set({ skuId, warehouseId, safetyStock: 5 })).toMatchObject({
      ok: true,
      value: { level: { onHand: 12, safetyStock: 5, version: 2 } },
    })
    expect((await movementsOf(prisma, skuId)).at(-1)).toMatchObject({
      delta: 0,
      reservedDelta: 0,
      reason: 'ADJUSTMENT',
      reference: 'safety stock 5',
    })
    expect((await outboxOfSku(prisma, skuId))[0]).toMatchObject({
      topic: 'stock',
      delta: 0,
      level: { safetyStock: 5 },
    })
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN'])
    await set({ skuId, warehouseId, safetyStock: 0 })
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN', 'LOW_STOCK RESOLVED'])
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('leaves no trace when it is so already', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma, { onHand: 12, safetyStock: 3 })
    expect(await set({ skuId, warehouseId, safetyStock: 3 })).toMatchObject({
      ok: true,
      value: { level: { version: 1 }, movementId: null },
    })
    expect(await movementsOf(prisma, skuId)).toHaveLength(1)
  })

  it('refuses a negative one and an unknown SKU, naming the field', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    expect(await set({ skuId, warehouseId, safetyStock: -1 })).toMatchObject({
      errors: [{ code: 'INVALID_INPUT', field: ['safetyStock'] }],
    })
    expect(await set({ skuId: 'none', warehouseId, safetyStock: 1 })).toMatchObject({
      errors: [{ code: 'NOT_FOUND', field: ['skuId'] }],
    })
  })
})
