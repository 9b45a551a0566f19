import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { alertsTold, changeBy, inventoryWithAlerts } from '../../test/support/alerts.ts'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import { expectReservedToBeHeld, reserveLines } from '../../test/support/reservations.ts'
import { releaseExpired } from './release.ts'

const PAST = new Date('2026-01-01T00:00:00Z')

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

  it('says how many of each SKU are left, or that there is no such SKU', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 10 })
    const { code } = await prisma.sku.findUniqueOrThrow({ where: { id: skuId } })
    const result = await reserveLines(prisma, [
      { skuId, quantity: 11 },
      { skuId: 'no-such-sku', quantity: 1 },
    ])
    expect(result).toEqual({
      ok: false,
      errors: [
        {
          code: 'INSUFFICIENT_STOCK',
          field: ['lines', '0', 'quantity'],
          message: `Only 10 of ${code} available, 11 wanted.`,
        },
        { code: 'NOT_FOUND', field: ['lines', '1', 'quantity'], message: 'There is no such SKU.' },
      ],
    })
  })

  it('names the owner in the ledger where there is no reference', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 10 })
    await reserveLines(prisma, [{ skuId, quantity: 1 }], { owner: { type: 'cart', id: 'c-1' } })
    expect((await movementsOf(prisma, skuId)).at(-1)).toMatchObject({ reference: 'cart:c-1' })
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
