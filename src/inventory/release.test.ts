import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { changeBy, inventoryWithAlerts } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf } from '../../test/support/ledger.ts'
import { expectReservedToBeHeld } from '../../test/support/reservations.ts'
import { outcome } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { consume, extend, makePermanent, release, releaseExpired } from './release.ts'
import { reserve } from './reserve.ts'

const PAST = new Date('2026-01-01T00:00:00Z')
const BY = { actor: 'test' }

async function held(prisma: PrismaClient, quantity = 4, expiresAt: Date | null = null) {
  const level = await makeLevel(prisma, { onHand: 10 })
  const { skuId } = level
  const owner = { type: 'order', id: v7() }
  const request = { lines: [{ skuId, quantity, field: ['lines', '0'] }], owner, expiresAt, ...BY }
  await transaction(prisma, (tx) => reserve(tx, inventoryWithAlerts(prisma), request))
  const deps = inventoryWithAlerts(prisma)
  const run = <T>(work: (tx: Tx) => Promise<T>) => transaction(prisma, work)
  return { ...level, owner, deps, run }
}

testDatabases('a reservation', (database) => {
  it('is released once: a second release changes nothing', async () => {
    const { prisma } = database()
    const { skuId, owner, deps, run } = await held(prisma)
    expect(await run((tx) => release(tx, deps, owner, BY))).toBe(1)
    expect(await run((tx) => release(tx, deps, owner, BY))).toBe(0)
    expect(await run((tx) => consume(tx, deps, owner, BY))).toBe(0)
    expect(await prisma.reservation.findMany({ where: { skuId } })).toMatchObject([
      { status: 'RELEASED', closedAt: expect.any(Date) },
    ])
    const movements = await movementsOf(prisma, skuId)
    expect(movements.map(({ reason, delta, reservedDelta }) => [reason, delta, reservedDelta])).toEqual([
      ['RECEIPT', 10, 0],
      ['RESERVATION', 0, 4],
      ['RELEASE', 0, -4],
    ])
    await expectReservedToBeHeld(prisma, [skuId])
  })

  it('is consumed: the pieces leave and are reserved no more', async () => {
    const { prisma } = database()
    const { skuId, owner, deps, run } = await held(prisma)
    expect(await run((tx) => consume(tx, deps, owner, { actor: 'test', reference: 'HG-7' }))).toBe(1)
    expect(await run((tx) => release(tx, deps, owner, BY))).toBe(0)
    expect(await prisma.stockLevel.findFirst({ where: { skuId } })).toMatchObject({ onHand: 6, reserved: 0 })
    expect((await movementsOf(prisma, skuId)).at(-1)).toMatchObject({
      reason: 'SALE',
      delta: -4,
      reservedDelta: -4,
      reference: 'HG-7',
    })
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('stays when less is on hand than it holds', async () => {
    const { prisma } = database()
    const level = await held(prisma)
    await changeBy(prisma, level, -8)
    const { owner, deps, run } = level
    expect(await outcome(() => run((tx) => consume(tx, deps, owner, BY)))).toMatchObject({
      ok: false,
      errors: [{ code: 'INSUFFICIENT_STOCK' }],
    })
    expect(await prisma.reservation.findMany({ where: { skuId: level.skuId } })).toMatchObject([
      { status: 'ACTIVE' },
    ])
  })

  it('expires unless it was extended or made permanent', async () => {
    const { prisma } = database()
    const over = await held(prisma, 1, PAST)
    const extended = await held(prisma, 1, PAST)
    const paid = await held(prisma, 1, PAST)
    expect(await extended.run((tx) => extend(tx, extended.owner, new Date('2099-01-01')))).toBe(1)
    expect(await paid.run((tx) => makePermanent(tx, paid.owner))).toBe(1)
    expect(await releaseExpired(over.deps, 1000)).toBeGreaterThanOrEqual(1)
    expect(await over.run((tx) => makePermanent(tx, over.owner))).toBe(0)
    const statusOf = async ({ skuId }: { skuId: string }) =>
      (await prisma.reservation.findFirst({ where: { skuId } }))?.status
    expect(await Promise.all([over, extended, paid].map(statusOf))).toEqual(['RELEASED', 'ACTIVE', 'ACTIVE'])
    expect((await movementsOf(prisma, over.skuId)).at(-1)).toMatchObject({
      reason: 'RELEASE',
      actor: 'system:expiry',
      reference: `order:${over.owner.id}`,
    })
    await expectReservedToBeHeld(prisma, [over.skuId, extended.skuId, paid.skuId])
  })

  it('is released in portions of the limit', async () => {
    const { prisma } = database()
    const levels = [await held(prisma, 1, PAST), await held(prisma, 1, PAST), await held(prisma, 1, PAST)]
    const deps = inventoryWithAlerts(prisma)
    expect(await releaseExpired(deps, 2)).toBe(2)
    expect(await releaseExpired(deps, 2)).toBe(1)
    expect(await releaseExpired(deps, 2)).toBe(0)
    expect(
      await prisma.stockLevel.count({
        where: { skuId: { in: levels.map((one) => one.skuId) }, reserved: 0 },
      }),
    ).toBe(3)
  })
})

describePostgres('reservations closed from several sides at the same time', (database) => {
  it('are each closed exactly once', async () => {
    const { prisma } = database()
    const all = await Promise.all(Array.from({ length: 20 }, () => held(prisma, 4, PAST)))
    const closings = all.flatMap(({ owner, deps, run }) => [
      run((tx) => release(tx, deps, owner, BY)),
      run((tx) => consume(tx, deps, owner, BY)),
      releaseExpired(deps, 50),
    ])
    const closed = (await Promise.all(closings)).reduce((sum, count) => sum + count, 0)
    expect(closed).toBe(20)
    const skuIds = all.map((one) => one.skuId)
    expect(await prisma.reservation.count({ where: { skuId: { in: skuIds }, status: 'ACTIVE' } })).toBe(0)
    await expectReservedToBeHeld(prisma, skuIds)
    await expectLedgerToAddUp(prisma, skuIds)
  })
})
