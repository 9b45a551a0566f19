import type { PrismaClient } from '../../store/database.ts'
import type { NewDiscrepancy } from '../../store/reconciliation.ts'
import { driftKey } from '../warehouse/move-stock.ts'

/** An item in a warehouse, as discrepancies name it. */
export const placeName = (itemCode: string, warehouseCode: string) => `${itemCode} in ${warehouseCode}`

/**
 * The open alerts about the warehouses that a comparison has shown to be over: an item that had drifted and agrees
 * now; messages that were given up, once nothing differs any more.
 * @returns their keys
 */
export async function settledWarehouseAlerts(
  prisma: PrismaClient,
  warehouseCodes: readonly string[],
  itemCodes: ReadonlySet<string>,
  found: readonly NewDiscrepancy[],
): Promise<string[]> {
  if (warehouseCodes.length === 0) return []
  const open = await prisma.syncAlertRow.findMany({
    where: { resolvedAt: null, shopId: null, kind: { in: ['DRIFT', 'WAREHOUSE_MESSAGE'] } },
    select: { kind: true, dedupeKey: true },
  })
  const differing = new Set(found.map((one) => one.reference))
  const agreed = new Set<string>()
  if (open.some((alert) => alert.kind === 'DRIFT'))
    for (const warehouse of warehouseCodes)
      for (const item of itemCodes)
        if (!differing.has(placeName(item, warehouse))) agreed.add(driftKey(warehouse, item))
  return open.flatMap(({ kind, dedupeKey }) =>
    (kind === 'DRIFT' ? agreed.has(dedupeKey) : found.length === 0) ? [dedupeKey] : [],
  )
}
