import type { SeedStockLevel } from '../../../seed/stock.ts'
import { DEFAULT_LIMITS } from '../../domain/alert.ts'
import { DEFAULT_LEAD_DAYS, proposeReplenishment, VELOCITY_DAYS } from '../../domain/replenishment.ts'
import type { Prisma } from '../generated/client.ts'
import { placeKey } from './ids.ts'
import type { LedgerEntry } from './ledger.ts'

const DAY_MS = 24 * 3600_000

/** Replenishment proposal of each low-stock alert, by the same rule as for later ones. */
export function proposalRows(
  alerts: readonly Prisma.InventoryAlertCreateManyInput[],
  levels: readonly SeedStockLevel[],
  ledgers: ReadonlyMap<string, readonly LedgerEntry[]>,
  now: Date,
): Prisma.ReplenishmentProposalCreateManyInput[] {
  const since = new Date(now.getTime() - VELOCITY_DAYS * DAY_MS)
  const open = new Set(alerts.map(({ id }) => id))
  return levels.flatMap((level) => {
    const key = placeKey(level)
    const alertId = `alert-low-stock-${key}`
    if (!open.has(alertId)) return []
    const sold = (ledgers.get(key) ?? [])
      .filter(({ reason, occurredAt }) => reason === 'SALE' && occurredAt > since)
      .reduce((sum, { delta }) => sum - delta, 0)
    const proposal = proposeReplenishment({
      ...level,
      sold,
      leadTimeDays: DEFAULT_LEAD_DAYS,
      minOrderQuantity: 1,
      resumeAbove: DEFAULT_LIMITS.resumeAbove,
    })
    return proposal ? [{ id: `proposal-${key}`, alertId, ...proposal, createdAt: now }] : []
  })
}
