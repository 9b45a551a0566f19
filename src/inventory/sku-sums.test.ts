import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { describePostgres, type TestDatabase, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeWarehouse } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp } from '../../test/support/ledger.ts'
import { MAX_SKU_SUM } from '../domain/stock.ts'
import { sqlState, transaction } from '../store/transaction.ts'
import { adjustStock } from './adjust-stock.ts'
import { dispatchTransfer } from './dispatch-transfer.ts'
import { recordStocktake } from './record-stocktake.ts'
import { reserve } from './reserve.ts'
import { setSafetyStock } from './set-safety-stock.ts'
import { transferStock } from './transfer-stock.ts'

const ACTOR = 'operator:test'

function useCases(database: TestDatabase) {
  const deps = () => ({ prisma: database().prisma, onLevelsChanged: async () => {} })
  const withKey = (input: object) => ({ idempotencyKey: v7(), ...input })
  return {
    adjust: (input: object) => adjustStock(deps(), withKey(input), ACTOR),
    count: (input: object) => recordStocktake(deps(), withKey(input), ACTOR),
    transfer: (input: object) => transferStock(deps(), withKey(input), ACTOR),
    dispatch: (input: object) => dispatchTransfer(deps(), withKey(input), ACTOR),
    keepBack: (input: object) => setSafetyStock(deps(), withKey(input), ACTOR),
    reserve: (skuId: string, quantity: number) =>
      transaction(database().prisma, (tx) =>
        reserve(tx, deps(), {
          lines: [{ skuId, quantity, field: ['lines', '0', 'quantity'] }],
          owner: { type: 'test', id: v7() },
          expiresAt: null,
          actor: ACTOR,
        }),
      ),
  }
}

/** Two levels of a thousand million units each, and an empty warehouse. */
async function fullSku(database: TestDatabase) {
  const { prisma } = database()
  const { skuId, productId, warehouseId } = await makeLevel(prisma, { onHand: 1_000_000_000 })
  const other = await makeLevel(prisma, { skuId, productId, onHand: 1_000_000_000 })
  return { skuId, warehouseId, otherId: other.warehouseId, thirdId: await makeWarehouse(prisma) }
}

const SPACE = MAX_SKU_SUM - 2_000_000_000
const refusal = (field: readonly string[], sum: number, what = 'on hand') => ({
  ok: false,
  errors: [
    {
      code: 'LIMIT_EXCEEDED',
      field,
      message: `All warehouses together would have ${sum} pieces of the SKU ${what}; at most 2147483647 are kept.`,
    },
  ],
})

testDatabases('the sum of a SKU over all warehouses', (database) => {
  const cases = useCases(database)
  const sumOf = async (skuId: string) =>
    (await database().prisma.stockLevel.aggregate({ where: { skuId }, _sum: { onHand: true } }))._sum.onHand

  it('may be all that an Int holds, and not one piece more, whoever raises it', async () => {
    const { skuId, warehouseId, otherId, thirdId } = await fullSku(database)
    const at = { skuId, warehouseId: thirdId }
    expect(await cases.adjust({ ...at, delta: SPACE + 1 })).toEqual(refusal(['delta'], MAX_SKU_SUM + 1))
    expect(await cases.adjust({ ...at, delta: 900_000_000 })).toEqual(refusal(['delta'], 2_900_000_000))
    expect(await sumOf(skuId)).toBe(2_000_000_000)
    expect(await cases.adjust({ ...at, delta: SPACE })).toMatchObject({ ok: true })
    expect(await cases.adjust({ ...at, setOnHand: SPACE + 1, expectedVersion: 1 })).toEqual(
      refusal(['setOnHand'], MAX_SKU_SUM + 1),
    )
    const counts = [{ skuId, counted: SPACE + 7 }]
    expect(await cases.count({ warehouseId: thirdId, counts })).toEqual(
      refusal(['counts', '0', 'counted'], MAX_SKU_SUM + 7),
    )
    expect(await sumOf(skuId)).toBe(MAX_SKU_SUM)
    // Neither less nor the same sum is refused.
    expect(
      await cases.transfer({ skuId, fromWarehouseId: otherId, toWarehouseId: thirdId, quantity: 5 }),
    ).toMatchObject({ ok: true })
    expect(
      await cases.transfer({ skuId, fromWarehouseId: thirdId, toWarehouseId: otherId, quantity: 5 }),
    ).toMatchObject({ ok: true })
    expect(await cases.keepBack({ skuId, warehouseId, safetyStock: 9 })).toMatchObject({ ok: true })
    expect(await cases.adjust({ skuId, warehouseId, delta: -1 })).toMatchObject({ ok: true })
    expect(await sumOf(skuId)).toBe(MAX_SKU_SUM - 1)
    await expectLedgerToAddUp(database().prisma, [skuId])
  })

  it('holds for what is incoming and for what is reserved', async () => {
    const { skuId, warehouseId, otherId, thirdId } = await fullSku(database)
    const send = (from: string, to: string, quantity: number) =>
      cases.dispatch({ skuId, fromWarehouseId: from, toWarehouseId: to, quantity })
    expect(await send(warehouseId, thirdId, 1_000_000_000)).toMatchObject({ ok: true })
    expect(await send(otherId, warehouseId, 1_000_000_000)).toMatchObject({ ok: true })
    expect(await cases.adjust({ skuId, warehouseId, delta: 1_000_000_000 })).toMatchObject({ ok: true })
    expect(await send(warehouseId, otherId, SPACE + 1)).toEqual(
      refusal(['quantity'], MAX_SKU_SUM + 1, 'incoming'),
    )
    const held = await fullSku(database)
    await cases.reserve(held.skuId, 2_000_000_000)
    await cases.count({ warehouseId: held.warehouseId, counts: [{ skuId: held.skuId, counted: 0 }] })
    await cases.adjust({ skuId: held.skuId, warehouseId: held.thirdId, delta: 1_000_000_000 })
    await expect(cases.reserve(held.skuId, SPACE + 1)).rejects.toMatchObject({
      errors: refusal(['lines', '0', 'quantity'], MAX_SKU_SUM + 1, 'reserved').errors,
    })
    await cases.reserve(held.skuId, SPACE)
    await expectLedgerToAddUp(database().prisma, [held.skuId])
  })

  it('is held by the database against who writes levels without asking', async () => {
    const { skuId, thirdId } = await fullSku(database)
    const write = database().prisma.stockLevel.create({
      data: { skuId, warehouseId: thirdId, onHand: SPACE + 1 },
    })
    const error = await write.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(sqlState(error)).toBe('40001')
    expect(await sumOf(skuId)).toBe(2_000_000_000)
  })
})

describePostgres('the sum of a SKU over all warehouses, raised in several at once', (database) => {
  it('is passed by none of them: one is made, the others are refused in words', async () => {
    const cases = useCases(database)
    const { prisma } = database()
    for (let round = 0; round < 5; round++) {
      const { skuId } = await fullSku(database)
      const warehouses = await Promise.all([1, 2, 3].map(() => makeWarehouse(prisma)))
      const results = await Promise.all(
        warehouses.map((warehouseId) => cases.adjust({ skuId, warehouseId, delta: SPACE })),
      )
      expect(results.map((result) => result.ok).toSorted()).toEqual([false, false, true])
      for (const result of results.filter(({ ok }) => !ok))
        expect(result).toEqual(refusal(['delta'], MAX_SKU_SUM + SPACE))
      await expectLedgerToAddUp(prisma, [skuId])
    }
  })
})
