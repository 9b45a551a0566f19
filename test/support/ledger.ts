import { expect } from 'vitest'
import type { FeedPayload } from '../../src/domain/feed-event.ts'
import type { PrismaClient } from '../../src/store/database.ts'

/** The ledger of a SKU, in the order in which it was written. */
export function movementsOf(prisma: PrismaClient, skuId: string) {
  return prisma.stockMovement.findMany({
    where: { skuId },
    orderBy: [{ warehouseId: 'asc' }, { levelVersion: 'asc' }],
  })
}

/** What the outbox has of a SKU, in the order in which it was written. */
export async function outboxOfSku(prisma: PrismaClient, skuId: string): Promise<FeedPayload[]> {
  const rows = await prisma.outboxEvent.findMany({ where: { key: skuId }, orderBy: { id: 'asc' } })
  return rows.map((row) => row.payload as unknown as FeedPayload)
}

/**
 * Every level of the SKUs is the sum of its movements, and its movements lead through every version
 * once, each to what it says it led to.
 */
export async function expectLedgerToAddUp(prisma: PrismaClient, skuIds: readonly string[]): Promise<void> {
  const where = { skuId: { in: [...skuIds] } }
  const levels = await prisma.stockLevel.findMany({ where })
  const movements = await prisma.stockMovement.findMany({ where, orderBy: { levelVersion: 'asc' } })
  for (const level of levels) {
    const own = movements.filter((one) => one.skuId === level.skuId && one.warehouseId === level.warehouseId)
    let onHand = 0
    let reserved = 0
    for (const movement of own) {
      onHand += movement.delta
      reserved += movement.reservedDelta
      expect([movement.onHandAfter, movement.reservedAfter]).toEqual([onHand, reserved])
    }
    expect([level.onHand, level.reserved]).toEqual([onHand, reserved])
    expect(own.map((movement) => movement.levelVersion)).toEqual(own.map((_, index) => index + 1))
    expect(level.version).toBe(own.length)
  }
  expect(movements).toHaveLength(levels.reduce((sum, level) => sum + level.version, 0))
}
