import type { StockMovementReason } from '../../domain/stock.ts'
import { Refused } from '../../domain/user-error.ts'
import { applyChanges } from '../../inventory/apply-changes.ts'
import { lockLevels } from '../../store/stock-level.ts'
import { openSyncAlert } from '../../store/sync-alert.ts'
import type { Tx } from '../../store/transaction.ts'
import { settledUntil, shiftCounts } from '../../store/warehouse-count.ts'
import type { WarehouseDeps } from './deps.ts'

export interface WarehouseDelta {
  readonly itemCode: string
  readonly inventoryType: string
  readonly warehouseCode: string
  /** Units, signed. */
  readonly delta: number
  readonly reference: string
  /** When it happened, by the warehouse's clock; a string in a stored message. Null when it was not told. */
  readonly at: Date | string | null
}

/** Good units; damaged or blocked ones cannot be sold and are not counted here. */
const GOOD = 'ZP'
const ACTOR = 'warehouse:qimen'
/** Times of a warehouse are whole seconds, by a clock of its own. */
const RESOLUTION_MS = 2_000

/**
 * Records movements of the warehouse. If more has left than we knew of, the level becomes 0 and an alert
 * opens: the two counts had drifted apart before.
 * @throws Refused when the warehouse or an item is not known here
 */
export async function moveStock(
  tx: Tx,
  { inventory }: Pick<WarehouseDeps, 'inventory'>,
  { deltas, reason }: { readonly deltas: readonly WarehouseDelta[]; readonly reason: StockMovementReason },
): Promise<void> {
  const told = deltas.filter((one) => one.inventoryType === GOOD && one.delta !== 0)
  if (told.length === 0) return
  const settled = await settledUntil(tx, told)
  // The count of a later reading holds it already.
  const good = told.filter(
    (one) => !one.at || new Date(one.at).getTime() + RESOLUTION_MS > (settled(one)?.getTime() ?? 0),
  )
  if (good.length === 0) return
  const places = await placesOf(tx, good)
  const levels = await lockLevels(tx, places)
  const onHand = new Map(levels.map((level) => [keyOf(level), level.onHand]))
  const changes = good.map((one, index) => {
    const place = places[index]
    if (!place) throw new Error('a delta without a place')
    const before = onHand.get(keyOf(place)) ?? 0
    const delta = Math.max(one.delta, -before)
    onHand.set(keyOf(place), before + delta)
    return { ...one, ...place, delta, missing: delta - one.delta }
  })
  await applyChanges(
    tx,
    inventory,
    changes
      .filter((change) => change.delta !== 0)
      .map(({ skuId, warehouseId, delta, reference }) => ({
        skuId,
        warehouseId,
        to: { kind: 'add' as const, onHand: delta },
        reason,
        reference,
        fields: { sku: null, warehouse: null, quantity: null },
      })),
    ACTOR,
  )
  await shiftCounts(tx, good)
  for (const { itemCode, warehouseCode, missing } of changes.filter((change) => change.missing > 0))
    await openSyncAlert(tx, {
      shopId: null,
      kind: 'DRIFT',
      dedupeKey: driftKey(warehouseCode, itemCode),
      message: `${missing} more of ${itemCode} left ${warehouseCode} than we knew to be there.`,
    })
}

/** Resolved by the comparison that finds both counts equal. */
export const driftKey = (warehouseCode: string, itemCode: string) => `drift:${warehouseCode}:${itemCode}`

const keyOf = (place: { readonly skuId: string; readonly warehouseId: string }) =>
  `${place.skuId} ${place.warehouseId}`

async function placesOf(
  tx: Tx,
  deltas: readonly WarehouseDelta[],
): Promise<{ skuId: string; warehouseId: string }[]> {
  const skus = await tx.sku.findMany({
    where: { code: { in: deltas.map((one) => one.itemCode) } },
    select: { id: true, code: true },
  })
  const warehouses = await tx.warehouse.findMany({
    where: { code: { in: deltas.map((one) => one.warehouseCode) } },
    select: { id: true, code: true },
  })
  const skuOf = new Map(skus.map((sku) => [sku.code, sku.id]))
  const warehouseOf = new Map(warehouses.map((warehouse) => [warehouse.code, warehouse.id]))
  return deltas.map(({ itemCode, warehouseCode }) => {
    const skuId = skuOf.get(itemCode)
    const warehouseId = warehouseOf.get(warehouseCode)
    if (!skuId) throw new Refused('NOT_FOUND', null, `There is no SKU of the code ${itemCode}.`)
    if (!warehouseId)
      throw new Refused('NOT_FOUND', null, `There is no warehouse of the code ${warehouseCode}.`)
    return { skuId, warehouseId }
  })
}
