import { v7 } from 'uuid'
import { expect } from 'vitest'
import { outcome } from '../../src/domain/user-error.ts'
import { type ReserveRequest, reserve } from '../../src/inventory/reserve.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import { transaction } from '../../src/store/transaction.ts'
import { inventoryWithAlerts } from './alerts.ts'

type Lines = readonly { skuId: string; quantity: number }[]

/** Reserves as a use case does: in a transaction that a refusal rolls back. */
export function reserveLines(prisma: PrismaClient, wanted: Lines, options: Partial<ReserveRequest> = {}) {
  const lines = wanted.map((line, index) => ({ ...line, field: ['lines', `${index}`, 'quantity'] }))
  const owner = { type: 'order', id: v7() }
  const request = { lines, owner, expiresAt: null, actor: 'customer:test', ...options }
  return outcome(() => transaction(prisma, (tx) => reserve(tx, inventoryWithAlerts(prisma), request)))
}

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
