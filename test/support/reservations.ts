import { expect } from 'vitest'
import type { PrismaClient } from '../../src/store/database.ts'

/** On every level of the SKUs, reserved is what the active reservations hold, and nothing is negative. */
export async function expectReservedToBeHeld(prisma: PrismaClient, skuIds: readonly string[]): Promise<void> {
  const where = { skuId: { in: [...skuIds] } }
  const levels = await prisma.stockLevel.findMany({ where })
  const held = await prisma.reservation.groupBy({
    by: ['skuId', 'warehouseId'],
    where: { ...where, status: 'ACTIVE' },
    _sum: { quantity: true },
  })
  const heldOf = (level: { skuId: string; warehouseId: string }) =>
    held.find((one) => one.skuId === level.skuId && one.warehouseId === level.warehouseId)?._sum.quantity ?? 0
  expect(levels.map((level) => level.reserved)).toEqual(levels.map(heldOf))
  for (const { onHand, reserved, incoming } of levels)
    expect(Math.min(onHand, reserved, incoming)).toBeGreaterThanOrEqual(0)
}
