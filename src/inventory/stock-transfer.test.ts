import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { alertsTold, inventoryWithAlerts } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeWarehouse } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf } from '../../test/support/ledger.ts'
import type { PrismaClient } from '../store/database.ts'
import { cancelTransfer, receiveTransfer } from './close-transfer.ts'
import { dispatchTransfer } from './dispatch-transfer.ts'

const figures = async (prisma: PrismaClient, skuId: string, warehouseId: string) => {
  const level = await prisma.stockLevel.findUnique({ where: { skuId_warehouseId: { skuId, warehouseId } } })
  return level && [level.onHand, level.reserved, level.incoming]
}

/** Dispatches units of a new level to a new warehouse. */
async function onTheWay(prisma: PrismaClient, quantity = 6, options: Parameters<typeof makeLevel>[1] = {}) {
  const { skuId, warehouseId: from } = await makeLevel(prisma, { onHand: 20, ...options })
  const to = await makeWarehouse(prisma)
  const input = { skuId, fromWarehouseId: from, toWarehouseId: to, quantity, idempotencyKey: v7() }
  const result = await dispatchTransfer(inventoryWithAlerts(prisma), input, 'operator:test')
  return { skuId, from, to, input, result, id: result.ok ? result.value.transferId : '' }
}

testDatabases('a transfer in two steps', (database) => {
  const receive = (id: string, received?: number) =>
    receiveTransfer(
      inventoryWithAlerts(database().prisma),
      { id, idempotencyKey: v7(), ...(received !== undefined && { received }) },
      'operator:test',
    )
  const cancel = (id: string) =>
    cancelTransfer(inventoryWithAlerts(database().prisma), { id, idempotencyKey: v7() }, 'operator:test')

  it('takes pieces from one warehouse and announces them in the other', async () => {
    const { prisma } = database()
    const { skuId, from, to, id, result } = await onTheWay(prisma)
    expect(result).toMatchObject({
      ok: true,
      value: {
        levels: [
          { level: { warehouseId: from, onHand: 14, version: 2 } },
          { level: { warehouseId: to, onHand: 0, incoming: 6, version: 1 } },
        ],
      },
    })
    expect(await prisma.stockTransfer.findUnique({ where: { id } })).toMatchObject({
      status: 'IN_TRANSIT',
      quantity: 6,
      received: null,
    })
    const movements = await movementsOf(prisma, skuId)
    expect(movements.map(({ reason, delta, incomingDelta }) => [reason, delta, incomingDelta])).toEqual(
      expect.arrayContaining([
        ['TRANSFER_OUT', -6, 0],
        ['TRANSFER_IN', 0, 6],
      ]),
    )
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('arrives whole, once', async () => {
    const { prisma } = database()
    const { skuId, to, id } = await onTheWay(prisma)
    expect(await receive(id)).toMatchObject({ ok: true, value: { levels: [{ level: { onHand: 6 } }] } })
    expect(await receive(id)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_TRANSITION', field: ['id'] }],
    })
    expect(await cancel(id)).toMatchObject({ ok: false, errors: [{ code: 'INVALID_TRANSITION' }] })
    expect(await figures(prisma, skuId, to)).toEqual([6, 0, 0])
    expect(await prisma.stockTransfer.findUnique({ where: { id } })).toMatchObject({
      status: 'RECEIVED',
      received: 6,
    })
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('notes as damage what did not arrive', async () => {
    const { prisma } = database()
    const { skuId, to, id } = await onTheWay(prisma)
    expect(await receive(id, 4)).toMatchObject({ ok: true })
    expect(await figures(prisma, skuId, to)).toEqual([4, 0, 0])
    const there = (await movementsOf(prisma, skuId)).filter((movement) => movement.warehouseId === to)
    expect(
      there.map(({ reason, delta, incomingDelta, reference }) => [reason, delta, incomingDelta, reference]),
    ).toEqual([
      ['TRANSFER_IN', 0, 6, `transfer:${id}`],
      ['TRANSFER_IN', 4, -4, `transfer:${id}`],
      ['DAMAGE', 0, -2, `transfer:${id}`],
    ])
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('can be lost altogether, but not bring more than left', async () => {
    const { prisma } = database()
    const { skuId, to, id } = await onTheWay(prisma)
    expect(await receive(id, 7)).toMatchObject({ errors: [{ code: 'INVALID_INPUT', field: ['received'] }] })
    expect(await receive(id, 0)).toMatchObject({ ok: true })
    expect(await figures(prisma, skuId, to)).toEqual([0, 0, 0])
  })

  it('is called off: the pieces are back, once', async () => {
    const { prisma } = database()
    const { skuId, from, to, id } = await onTheWay(prisma)
    expect(await cancel(id)).toMatchObject({ ok: true })
    expect(await cancel(id)).toMatchObject({ ok: false, errors: [{ code: 'INVALID_TRANSITION' }] })
    expect(await figures(prisma, skuId, from)).toEqual([20, 0, 0])
    expect(await figures(prisma, skuId, to)).toEqual([0, 0, 0])
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('leaves what is reserved, and may take the safety stock', async () => {
    const { prisma } = database()
    const short = await onTheWay(prisma, 11, { onHand: 20, reserved: 10 })
    expect(short.result).toMatchObject({ errors: [{ code: 'INSUFFICIENT_STOCK', field: ['quantity'] }] })
    expect(await prisma.stockTransfer.count({ where: { skuId: short.skuId } })).toBe(0)
    const enough = await onTheWay(prisma, 10, { onHand: 20, reserved: 10, safetyStock: 5 })
    expect(enough.result).toMatchObject({ ok: true })
  })

  it('opens alerts where it leaves, and none for what is announced twice under one key', async () => {
    const { prisma } = database()
    const { skuId, input, result } = await onTheWay(prisma, 11)
    expect(await dispatchTransfer(inventoryWithAlerts(prisma), input, 'operator:test')).toEqual(result)
    expect(await prisma.stockTransfer.count({ where: { skuId } })).toBe(1)
    expect((await alertsTold(prisma, skuId)).filter((told) => told === 'LOW_STOCK OPEN')).toHaveLength(2)
  })

  it('answers with errors that name the field', async () => {
    const { prisma } = database()
    const { from, to, skuId } = await onTheWay(prisma)
    const dispatch = (input: object) =>
      dispatchTransfer(
        inventoryWithAlerts(prisma),
        { skuId, fromWarehouseId: from, toWarehouseId: to, quantity: 1, idempotencyKey: v7(), ...input },
        'operator:test',
      )
    const fieldsOf = async (input: object) => {
      const answer = await dispatch(input)
      return answer.ok ? [] : answer.errors.map(({ code, field }) => [code, field?.join('.')])
    }
    expect(await fieldsOf({ toWarehouseId: from })).toEqual([['INVALID_INPUT', 'toWarehouseId']])
    expect(await fieldsOf({ quantity: 0 })).toEqual([['INVALID_INPUT', 'quantity']])
    expect(await fieldsOf({ skuId: 'none' })).toEqual([['NOT_FOUND', 'skuId']])
    expect(await fieldsOf({ fromWarehouseId: 'none' })).toEqual([['NOT_FOUND', 'fromWarehouseId']])
    expect(await fieldsOf({ toWarehouseId: 'none' })).toEqual([['NOT_FOUND', 'toWarehouseId']])
    expect(await receive('none')).toMatchObject({ errors: [{ code: 'NOT_FOUND', field: ['id'] }] })
  })
})

describePostgres('opposite transfers in two steps at the same time', (database) => {
  it('never fail for a deadlock, and end with every piece in place', async () => {
    const { prisma } = database()
    const { skuId, productId, warehouseId: a } = await makeLevel(prisma, { onHand: 100 })
    const { warehouseId: b } = await makeLevel(prisma, { skuId, productId, onHand: 100 })
    const deps = inventoryWithAlerts(prisma)
    const there = async (index: number) => {
      const [fromWarehouseId, toWarehouseId] = index % 2 ? [a, b] : [b, a]
      const input = { skuId, fromWarehouseId, toWarehouseId, quantity: 1, idempotencyKey: v7() }
      const sent = await dispatchTransfer(deps, input, 'test')
      if (!sent.ok) return sent
      return receiveTransfer(deps, { id: sent.value.transferId, idempotencyKey: v7() }, 'test')
    }
    const results = await Promise.all(Array.from({ length: 40 }, (_, index) => there(index)))
    expect(results.filter((result) => result.ok)).toHaveLength(40)
    expect([await figures(prisma, skuId, a), await figures(prisma, skuId, b)]).toEqual([
      [100, 0, 0],
      [100, 0, 0],
    ])
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('are each closed once, however many try', async () => {
    const { prisma } = database()
    const { id, skuId } = await onTheWay(prisma)
    const deps = inventoryWithAlerts(prisma)
    const closings = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2
          ? receiveTransfer(deps, { id, idempotencyKey: v7() }, 'test')
          : cancelTransfer(deps, { id, idempotencyKey: v7() }, 'test'),
      ),
    )
    expect(closings.filter((closing) => closing.ok)).toHaveLength(1)
    const levels = await prisma.stockLevel.findMany({ where: { skuId } })
    expect(levels.reduce((sum, level) => sum + level.onHand, 0)).toBe(20)
    expect(levels.map((level) => level.incoming)).toEqual([0, 0])
    await expectLedgerToAddUp(prisma, [skuId])
  })
})
