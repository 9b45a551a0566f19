import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeWarehouse } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import type { PrismaClient } from '../store/database.ts'
import { transferStock } from './transfer-stock.ts'

const deps = (prisma: PrismaClient) => ({ prisma, onLevelsChanged: async () => {} })

async function onHandOf(prisma: PrismaClient, skuId: string) {
  const levels = await prisma.stockLevel.findMany({ where: { skuId } })
  return Object.fromEntries(levels.map((level) => [level.warehouseId, level.onHand]))
}

testDatabases('transferStock', (database) => {
  const transfer = (input: object) =>
    transferStock(deps(database().prisma), { idempotencyKey: v7(), ...input }, 'operator:test')

  it('moves pieces to a warehouse that has none yet, with a movement and an event for each side', async () => {
    const { prisma } = database()
    const { skuId, warehouseId: from } = await makeLevel(prisma, { onHand: 10 })
    const to = await makeWarehouse(prisma)
    const result = await transfer({ skuId, fromWarehouseId: from, toWarehouseId: to, quantity: 4 })
    expect(result).toMatchObject({
      ok: true,
      value: {
        from: { level: { warehouseId: from, onHand: 6, version: 2 } },
        to: { level: { warehouseId: to, onHand: 4, version: 1 } },
      },
    })
    const reasons = (await movementsOf(prisma, skuId)).map(({ reason, delta }) => [reason, delta])
    expect(reasons).toHaveLength(3)
    expect(reasons).toEqual(
      expect.arrayContaining([
        ['TRANSFER_OUT', -4],
        ['TRANSFER_IN', 4],
      ]),
    )
    expect(await outboxOfSku(prisma, skuId)).toHaveLength(2)
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('changes neither side when there are not enough pieces', async () => {
    const { prisma } = database()
    const { skuId, productId, warehouseId: from } = await makeLevel(prisma, { onHand: 3 })
    const { warehouseId: to } = await makeLevel(prisma, { skuId, productId, onHand: 1 })
    for (const [fromWarehouseId, toWarehouseId, quantity] of [
      [from, to, 4],
      [to, from, 2],
    ]) {
      const result = await transfer({ skuId, fromWarehouseId, toWarehouseId, quantity })
      expect(result).toMatchObject({
        ok: false,
        errors: [{ code: 'INSUFFICIENT_STOCK', field: ['quantity'] }],
      })
    }
    expect(await onHandOf(prisma, skuId)).toEqual({ [from]: 3, [to]: 1 })
    expect(await outboxOfSku(prisma, skuId)).toEqual([])
  })

  it('is made once however often it is asked for', async () => {
    const { prisma } = database()
    const { skuId, warehouseId: from } = await makeLevel(prisma, { onHand: 10 })
    const to = await makeWarehouse(prisma)
    const input = { skuId, fromWarehouseId: from, toWarehouseId: to, quantity: 4, idempotencyKey: v7() }
    const first = await transfer(input)
    expect(await transfer(input)).toEqual(first)
    expect(await onHandOf(prisma, skuId)).toEqual({ [from]: 6, [to]: 4 })
  })

  it.each<[string, object, string[], string]>([
    ['to the same warehouse', { toWarehouseId: 'from' }, ['toWarehouseId'], 'INVALID_INPUT'],
    ['of nothing', { quantity: 0 }, ['quantity'], 'INVALID_INPUT'],
    ['of a negative quantity', { quantity: -1 }, ['quantity'], 'INVALID_INPUT'],
    ['of an unknown SKU', { skuId: 'none' }, ['skuId'], 'NOT_FOUND'],
    ['from an unknown warehouse', { fromWarehouseId: 'none' }, ['fromWarehouseId'], 'NOT_FOUND'],
    ['to an unknown warehouse', { toWarehouseId: 'none' }, ['toWarehouseId'], 'NOT_FOUND'],
  ])('refuses a transfer %s, naming the field', async (_what, wrong, field, code) => {
    const { prisma } = database()
    const { skuId, warehouseId: from } = await makeLevel(prisma, { onHand: 10 })
    const input = {
      skuId,
      fromWarehouseId: from,
      toWarehouseId: await makeWarehouse(prisma),
      quantity: 1,
      ...wrong,
    }
    if (input.toWarehouseId === 'from') input.toWarehouseId = from
    expect(await transfer(input)).toMatchObject({ ok: false, errors: [{ code, field }] })
    expect(await onHandOf(prisma, skuId)).toEqual({ [from]: 10 })
  })
})

describePostgres('opposite transfers at the same time', (database) => {
  it('never fail for a deadlock, and no piece is lost', async () => {
    const { prisma } = database()
    const { skuId, productId, warehouseId: a } = await makeLevel(prisma, { onHand: 100 })
    const { warehouseId: b } = await makeLevel(prisma, { skuId, productId, onHand: 100 })
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const [fromWarehouseId, toWarehouseId] = index % 2 ? [a, b] : [b, a]
        const input = { skuId, fromWarehouseId, toWarehouseId, quantity: 1, idempotencyKey: v7() }
        return transferStock(deps(prisma), input, 'test')
      }),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(60)
    expect(await onHandOf(prisma, skuId)).toEqual({ [a]: 100, [b]: 100 })
    const deadlocks = await prisma.$queryRaw<{ n: bigint }[]>`
      SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()`
    expect(Number(deadlocks[0]?.n)).toBe(0)
    await expectLedgerToAddUp(prisma, [skuId])
  })
})
