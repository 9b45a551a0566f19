import { v7 } from 'uuid'
import { evaluateAlerts } from '../../src/alerts/evaluate.ts'
import type { AlertPayload } from '../../src/domain/feed-event.ts'
import { adjustStock } from '../../src/inventory/adjust-stock.ts'
import type { InventoryDeps } from '../../src/inventory/deps.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import type { LevelFixture } from './fixtures.ts'
import { outboxOfSku } from './ledger.ts'

/** Suppliers can be notified over both channels. */
export const CHANNELS = new Set(['WEBHOOK', 'EMAIL'] as const)

/** The inventory with real alerts, as the application puts it together. */
export function inventoryWithAlerts(prisma: PrismaClient): InventoryDeps {
  return {
    prisma,
    onLevelsChanged: (tx, levels) =>
      evaluateAlerts(
        tx,
        levels.map((level) => level.id),
        CHANNELS,
      ),
  }
}

/** Changes on hand; throws when refused. */
export async function changeBy(prisma: PrismaClient, level: LevelFixture, delta: number): Promise<void> {
  const { skuId, warehouseId } = level
  const input = { skuId, warehouseId, delta, idempotencyKey: v7() }
  const result = await adjustStock(inventoryWithAlerts(prisma), input, 'test')
  if (!result.ok) throw new Error(result.errors[0]?.message)
}

/** The alert events of a SKU as `KIND STATUS`, in order. */
export async function alertsTold(prisma: PrismaClient, skuId: string): Promise<string[]> {
  const events = await outboxOfSku(prisma, skuId)
  return events
    .filter((event): event is AlertPayload => event.topic === 'alert')
    .map((event) => `${event.kind} ${event.status}`)
}

/** The alert rows of a SKU, oldest first. */
export function alertsOf(prisma: PrismaClient, skuId: string) {
  return prisma.inventoryAlert.findMany({ where: { skuId }, orderBy: { id: 'asc' } })
}
