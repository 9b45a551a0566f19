import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku, makeWarehouse } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import { recordStocktake } from './record-stocktake.ts'

testDatabases('recordStocktake', (database) => {
  const count = (input: object) =>
    recordStocktake(
      { prisma: database().prisma, onLevelsChanged: async () => {} },
      { idempotencyKey: v7(), ...input },
      'operator:test',
    )

  it('sets what was counted, in the order of the counts; one that agrees leaves no movement', async () => {
    const { prisma } = database()
    const less = await makeLevel(prisma, { onHand: 10 })
    const { warehouseId } = less
    const same = await makeLevel(prisma, { onHand: 5, warehouseId })
    const { skuId: found } = await makeSku(prisma)
    const counts = [
      { skuId: found, counted: 2 },
      { skuId: same.skuId, counted: 5 },
      { skuId: less.skuId, counted: 7 },
    ]
    expect(await count({ warehouseId, counts })).toMatchObject({
      ok: true,
      value: [
        { level: { skuId: found, onHand: 2, version: 1 }, movementId: expect.any(String) },
        { level: { skuId: same.skuId, onHand: 5, version: 1 }, movementId: null },
        { level: { skuId: less.skuId, onHand: 7, version: 2 }, movementId: expect.any(String) },
      ],
    })
    expect((await movementsOf(prisma, less.skuId)).at(-1)).toMatchObject({ reason: 'STOCKTAKE', delta: -3 })
    expect(await outboxOfSku(prisma, same.skuId)).toEqual([])
    expect(await outboxOfSku(prisma, found)).toHaveLength(1)
    await expectLedgerToAddUp(prisma, [found, same.skuId, less.skuId])
  })

  it('sets all or nothing', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, levelId } = await makeLevel(prisma, { onHand: 10 })
    const counts = [
      { skuId, counted: 1 },
      { skuId: 'none', counted: 1 },
    ]
    expect(await count({ warehouseId, counts })).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_FOUND', field: ['counts', '1', 'skuId'] }],
    })
    expect(await prisma.stockLevel.findUnique({ where: { id: levelId } })).toMatchObject({ onHand: 10 })
  })

  it('counts a SKU without a level as 0 without complaint', async () => {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma)
    const counts = [{ skuId, counted: 0 }]
    expect(await count({ warehouseId: await makeWarehouse(prisma), counts })).toMatchObject({
      ok: true,
      value: [{ level: { onHand: 0 }, movementId: null }],
    })
    expect(await movementsOf(prisma, skuId)).toEqual([])
  })

  it('refuses wrong counts, naming each', async () => {
    const { skuId, warehouseId } = await makeLevel(database().prisma, { onHand: 10 })
    const fieldsOf = async (counts: object[]) => {
      const result = await count({ warehouseId, counts })
      return result.ok ? 'accepted' : result.errors.map((error) => error.field?.join('.'))
    }
    expect(await fieldsOf([])).toEqual(['counts'])
    expect(await fieldsOf([{ skuId, counted: -1 }])).toEqual(['counts.0.counted'])
    expect(
      await fieldsOf([
        { skuId, counted: 1 },
        { skuId, counted: 2 },
      ]),
    ).toEqual(['counts.1.skuId'])
    expect(await fieldsOf(Array.from({ length: 501 }, (_, n) => ({ skuId: `${n}`, counted: 1 })))).toEqual([
      'counts',
    ])
  })
})
