import { expect, it } from 'vitest'
import { describePostgres } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp } from '../../test/support/ledger.ts'
import { expectReservedToBeHeld, reserveLines } from '../../test/support/reservations.ts'

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
