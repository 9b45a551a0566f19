import type { SeedStockLevel } from '../../../seed/stock.ts'
import { type AlertKind, DEFAULT_LIMITS, decideAlerts } from '../../domain/alert.ts'
import { available } from '../../domain/stock.ts'
import type { Prisma } from '../generated/client.ts'
import { placeKey, skuId, warehouseId } from './ids.ts'
import type { LedgerEntry } from './ledger.ts'

const HOUR_MS = 3600_000

/** One alert out of this many was acknowledged by the operator, three hours after it opened. */
const ACKNOWLEDGED_EVERY = 12

const NONE: ReadonlySet<AlertKind> = new Set()

/** The unresolved alerts that the rules would have opened for the seeded movements. */
export function alertRows(
  levels: readonly SeedStockLevel[],
  ledgers: ReadonlyMap<string, readonly LedgerEntry[]>,
  now: Date,
): Prisma.InventoryAlertCreateManyInput[] {
  const rows = levels.flatMap((level) => alertsOf(level, ledgers.get(placeKey(level)) ?? [], now))
  return rows.map((row, index) => {
    const takenAt = new Date(new Date(row.openedAt).getTime() + 3 * HOUR_MS)
    if (index % ACKNOWLEDGED_EVERY !== 0 || takenAt > now) return row
    return { ...row, status: 'ACKNOWLEDGED', acknowledgedAt: takenAt, acknowledgedBy: 'operator:operator-1' }
  })
}

function alertsOf(level: SeedStockLevel, ledger: readonly LedgerEntry[], now: Date) {
  const states = ledger.map(({ onHandAfter, reservedAfter, occurredAt }) => {
    const state = { onHand: onHandAfter, reserved: reservedAfter, safetyStock: level.safetyStock }
    return { at: occurredAt, left: available(state), kinds: decideAlerts(state, DEFAULT_LIMITS, NONE).open }
  })
  return decideAlerts(level, DEFAULT_LIMITS, NONE).open.map((kind) => {
    // It opened where the unbroken run of movements that ends today began.
    const before = states.findLastIndex(({ kinds }) => !kinds.includes(kind))
    const opening = states[before + 1]
    return {
      id: `alert-${kind.toLowerCase().replaceAll('_', '-')}-${placeKey(level)}`,
      kind,
      status: 'OPEN' as const,
      skuId: skuId(level.skuCode),
      warehouseId: warehouseId(level.warehouseCode),
      ...DEFAULT_LIMITS,
      available: opening?.left ?? available(level),
      openedAt: opening?.at ?? now,
    }
  })
}
