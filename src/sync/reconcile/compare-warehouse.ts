import type { WarehouseAccount, WarehouseConnector } from '../../connectors/warehouse.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import type { NewDiscrepancy } from '../../store/reconciliation.ts'
import type { SyncDeps } from '../deps.ts'
import type { Compared } from './compared.ts'
import { placeName, settledWarehouseAlerts } from './settled-alerts.ts'

const GOOD = 'ZP'

interface Place {
  readonly skuId: string
  readonly code: string
  readonly warehouseId: string
  readonly warehouseCode: string
  readonly onHand: number
  readonly version: number | null
}

/**
 * Compares the warehouses' stock with our count, for the SKUs that the shop lists. Units that are locked
 * for an order are still there. A difference counts only when it is still there at a second look.
 * @returns also which open alerts about the warehouse are over: both sides agree
 */
export async function compareWarehouses(
  deps: SyncDeps,
  shopId: string,
  signal: AbortSignal,
): Promise<Compared & { readonly settled: readonly string[] }> {
  const { handover } = deps
  if (!handover) return { checked: 0, found: [], settled: [] }
  const { warehouse, account } = handover
  const skus = await deps.prisma.sku.findMany({
    where: { listings: { some: { shopId, removedAt: null } } },
    select: { id: true, code: true },
  })
  const warehouses = await deps.prisma.warehouse.findMany({ select: { id: true, code: true } })
  let checked = 0
  const found: NewDiscrepancy[] = []
  const compared: string[] = []
  for (const { id: warehouseId, code: warehouseCode } of warehouses) {
    const own = { ...account, warehouseId: warehouseCode, warehouseCode }
    const theirs = await countedThere(warehouse, own, signal)
    if (!theirs || theirs.size === 0) continue
    const look = (ids: readonly { id: string; code: string }[], counts: ReadonlyMap<string, number>) =>
      differing(deps, ids, { warehouseId, warehouseCode }, counts)
    const first = await look(skus, theirs)
    checked += skus.length
    compared.push(warehouseCode)
    if (first.length === 0) continue
    const codes = first.map((one) => one.place.code)
    const second = new Map<string, number>()
    for (const row of await warehouse.queryInventory(own, codes, signal))
      if (row.inventoryType === GOOD && row.warehouseCode === warehouseCode)
        second.set(row.itemCode, (second.get(row.itemCode) ?? 0) + row.quantity + row.lockedQuantity)
    const again = await look(
      skus.filter((sku) => codes.includes(sku.code)),
      second,
    )
    found.push(...again.map(asDiscrepancy))
  }
  const items = new Set(skus.map((sku) => sku.code))
  return { checked, found, settled: await settledWarehouseAlerts(deps.prisma, compared, items, found) }
}

/** Null when the warehouse system does not know this warehouse. */
async function countedThere(
  warehouse: WarehouseConnector,
  account: WarehouseAccount,
  signal: AbortSignal,
): Promise<Map<string, number> | null> {
  const counts = new Map<string, number>()
  try {
    for await (const rows of warehouse.stock(account, signal))
      for (const { itemCode, inventoryType, quantity, lockedQuantity, warehouseCode } of rows)
        if (inventoryType === GOOD && warehouseCode === account.warehouseCode)
          counts.set(itemCode, (counts.get(itemCode) ?? 0) + quantity + lockedQuantity)
    return counts
  } catch (error) {
    if (error instanceof Rejected) return null
    throw error
  }
}

async function differing(
  { prisma }: SyncDeps,
  skus: readonly { readonly id: string; readonly code: string }[],
  { warehouseId, warehouseCode }: Pick<Place, 'warehouseId' | 'warehouseCode'>,
  counts: ReadonlyMap<string, number>,
): Promise<{ place: Place; theirs: number | null }[]> {
  const levels = await prisma.stockLevel.findMany({
    where: { warehouseId, skuId: { in: skus.map((sku) => sku.id) } },
    select: { skuId: true, onHand: true, version: true },
  })
  const bySku = new Map(levels.map((level) => [level.skuId, level]))
  return skus.flatMap(({ id: skuId, code }) => {
    const level = bySku.get(skuId)
    const theirs = counts.get(code) ?? null
    const onHand = level?.onHand ?? 0
    if ((theirs ?? 0) === onHand) return []
    return [
      { place: { skuId, code, warehouseId, warehouseCode, onHand, version: level?.version ?? null }, theirs },
    ]
  })
}

function asDiscrepancy({ place, theirs }: { place: Place; theirs: number | null }): NewDiscrepancy {
  const { skuId, code, warehouseId, warehouseCode, onHand, version } = place
  const count = Math.max(0, theirs ?? 0)
  return {
    kind: 'STOCK_WAREHOUSE',
    reference: placeName(code, warehouseCode),
    ours: String(onHand),
    theirs: theirs === null ? null : String(theirs),
    suggestedRepair: `Set our count to the warehouse's ${count}.`,
    repair: { kind: 'set-on-hand', skuId, warehouseId, onHand: count, version },
  }
}
