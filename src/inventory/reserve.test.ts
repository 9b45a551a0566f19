import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { alertsTold, changeBy, inventoryWithAlerts } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import { expectReservedToBeHeld } from '../../test/support/reservations.ts'
import { outcome } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { transaction } from '../store/transaction.ts'
import { releaseExpired } from './release.ts'
import { type ReserveRequest, reserve } from './reserve.ts'

const PAST = new Date('2026-01-01T00:00:00Z')

type Lines = readonly { skuId: string; quantity: number }[]

/** As a use case calls it: in a transaction that a refusal rolls back. */
function reserveLines(prisma: PrismaClient, wanted: Lines, options: Partial<ReserveRequest> = {}) {
  const lines = wanted.map((line, index) => ({ ...line, field: ['lines', `${index}`, 'quantity'] }))
  const owner = { type: 'order', id: v7() }
  const request = { lines, owner, expiresAt: null, actor: 'customer:test', ...options }
  return outcome(() => transaction(prisma, (tx) => reserve(tx, inventoryWithAlerts(prisma), request)))
}

testDatabases('reserve', (database) => {
  it('holds pieces of the level for its owner, with a movement and an event', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma, { onHand: 20 })
    const owner = { type: 'order', id: v7() }
    const expiresAt = new Date('2099-01-01T00:00:00Z')
    const result = await reserveLines(prisma, [{ skuId, quantity: 3 }], {
      owner,
      expiresAt,
      reference: 'HG-1',
    })
    expect(result).toEqual({ ok: true, value: [{ line: 0, skuId, warehouseId, quantity: 3 }] })
    expect(await prisma.reservation.findMany({ where: { skuId } })).toMatchObject([
      {
        warehouseId,
        quantity: 3,
        ownerType: 'order',
        ownerId: owner.id,
        status: 'ACTIVE',
        expiresAt,
        closedAt: null,
      },
    ])
    const [, movement] = await movementsOf(prisma, skuId)
    expect(movement).toMatchObject({
      delta: 0,
      reservedDelta: 3,
      reason: 'RESERVATION',
      reservedAfter: 3,
      reference: 'HG-1',
      actor: 'customer:test',
    })
    expect(await outboxOfSku(prisma, skuId)).toMatchObject([{ delta: 0, level: { reserved: 3, version: 2 } }])
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('takes a line from the warehouse that has all of it, and splits only when none has', async () => {
    const { prisma } = database()
    const { skuId, productId, warehouseId: small } = await makeLevel(prisma, { onHand: 4 })
    const { warehouseId: big } = await makeLevel(prisma, { skuId, productId, onHand: 6 })
    const first = await reserveLines(prisma, [{ skuId, quantity: 4 }], { warehouses: [small] })
    expect(first).toMatchObject({ value: [{ warehouseId: small, quantity: 4 }] })
    await changeBy(prisma, { skuId, productId, warehouseId: small, levelId: '' }, 2)
    const second = await reserveLines(prisma, [{ skuId, quantity: 8 }])
    expect(second).toMatchObject({
      value: [
        { warehouseId: big, quantity: 6 },
        { warehouseId: small, quantity: 2 },
      ],
    })
    expect(await prisma.reservation.count({ where: { skuId, status: 'ACTIVE' } })).toBe(3)
    await expectReservedToBeHeld(prisma, [skuId])
  })

  it('gives two lines of one SKU no more than there is, and names each line that is short', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 10, safetyStock: 1 })
    const result = await reserveLines(prisma, [
      { skuId, quantity: 5 },
      { skuId, quantity: 5 },
    ])
    expect(result).toMatchObject({
      ok: false,
      errors: [
        {
          code: 'INSUFFICIENT_STOCK',
          field: ['lines', '1', 'quantity'],
          message: expect.stringMatching(/Only 4 of .* 5 wanted/),
        },
      ],
    })
    expect(await prisma.reservation.count({ where: { skuId } })).toBe(0)
    expect(await movementsOf(prisma, skuId)).toHaveLength(1)
    const both = await reserveLines(prisma, [
      { skuId, quantity: 5 },
      { skuId, quantity: 4 },
    ])
    expect(both).toMatchObject({ ok: true, value: [{ quantity: 5 }, { quantity: 4 }] })
    expect(await prisma.reservation.findMany({ where: { skuId } })).toMatchObject([{ quantity: 9 }])
  })

  it('refuses all lines when one is short or unknown', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 10 })
    const { skuId: without } = await makeSku(prisma)
    const result = await reserveLines(prisma, [
      { skuId, quantity: 1 },
      { skuId: without, quantity: 1 },
      { skuId: 'no-such-sku', quantity: 1 },
    ])
    expect(result).toMatchObject({
      errors: [
        { code: 'INSUFFICIENT_STOCK', field: ['lines', '1', 'quantity'] },
        { code: 'NOT_FOUND', field: ['lines', '2', 'quantity'] },
      ],
    })
    expect(await prisma.reservation.count({ where: { skuId } })).toBe(0)
  })

  it('takes what expired reservations held, before it refuses', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 10 })
    await reserveLines(prisma, [{ skuId, quantity: 10 }], { expiresAt: PAST })
    expect(await reserveLines(prisma, [{ skuId, quantity: 7 }])).toMatchObject({ ok: true })
    const rows = await prisma.reservation.findMany({ where: { skuId }, orderBy: { id: 'asc' } })
    expect(rows.map((row) => [row.status, row.quantity])).toEqual([
      ['RELEASED', 10],
      ['ACTIVE', 7],
    ])
    expect((await movementsOf(prisma, skuId)).map(({ reason }) => reason)).toEqual([
      'RECEIPT',
      'RESERVATION',
      'RELEASE',
      'RESERVATION',
    ])
    await expectReservedToBeHeld(prisma, [skuId])
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('opens and ends alerts: reserved pieces are not available, released ones are', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 12 })
    await reserveLines(prisma, [{ skuId, quantity: 12 }], { expiresAt: PAST })
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN', 'OUT_OF_STOCK OPEN'])
    expect(await releaseExpired(inventoryWithAlerts(prisma), 1000)).toBeGreaterThanOrEqual(1)
    expect((await alertsTold(prisma, skuId)).slice(2)).toEqual([
      'LOW_STOCK RESOLVED',
      'OUT_OF_STOCK RESOLVED',
      'BACK_IN_STOCK RESOLVED',
    ])
  })
})

describePostgres('200 reservations of the last 10 pieces at the same time', (database) => {
  it('succeed exactly 10 times, in each of five rounds', async () => {
    const { prisma } = database()
    for (let round = 0; round < 5; round++) {
      const { skuId, productId } = await makeLevel(prisma, { onHand: 6 })
      await makeLevel(prisma, { skuId, productId, onHand: 4 })
      const results = await Promise.all(
        Array.from({ length: 200 }, () => reserveLines(prisma, [{ skuId, quantity: 1 }])),
      )
      expect(results.filter((result) => result.ok)).toHaveLength(10)
      const codes = results.flatMap((result) => (result.ok ? [] : result.errors.map((error) => error.code)))
      expect(codes).toEqual(Array(190).fill('INSUFFICIENT_STOCK'))
      expect(await prisma.reservation.count({ where: { skuId, status: 'ACTIVE' } })).toBe(10)
      await expectReservedToBeHeld(prisma, [skuId])
      await expectLedgerToAddUp(prisma, [skuId])
    }
  })

  it('never wait for each other in a circle, though their lines come in opposite orders', async () => {
    const { prisma } = database()
    const a = await makeLevel(prisma, { onHand: 100 })
    const b = await makeLevel(prisma, { onHand: 100 })
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const skus = index % 2 ? [a.skuId, b.skuId] : [b.skuId, a.skuId]
        return reserveLines(
          prisma,
          skus.map((skuId) => ({ skuId, quantity: 1 })),
        )
      }),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(60)
    const deadlocks = await prisma.$queryRaw<{ n: bigint }[]>`
      SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()`
    expect(Number(deadlocks[0]?.n)).toBe(0)
    await expectReservedToBeHeld(prisma, [a.skuId, b.skuId])
  })
})
