import { Rejected } from '../../domain/upstream-error.ts'
import { hasBacklog } from '../../store/inbound-message.ts'
import { addToRun } from '../../store/sync-run.ts'
import {
  addCounts,
  type DueCount,
  dueCounts,
  missingCounts,
  writeReadings,
} from '../../store/warehouse-count.ts'
import type { RunContext } from '../runs/run-context.ts'
import { correctLevel } from './correct-level.ts'
import { warehouseSource } from './deps.ts'

/** Most SKUs of one call (Qimen `inventory.query`), and most calls of one run. */
const PAGE = 100
const PAGES = 20
/** Rest until a SKU that the warehouse system does not know is asked for again, in ms. */
const UNKNOWN_MS = 3_600_000
/** Age in ms at which unhandled messages are a backlog: their units are on the way to the levels. */
const BACKLOG_MS = 10_000
const GOOD = 'ZP'

/**
 * Reads what the warehouse system has, SKU by SKU in turn over all runs, and compares it with what its messages
 * reported. A difference that no message explains for the kind's lag is applied: lost messages heal
 * without the daily comparison. All shops share the turn, because all share the warehouse.
 */
export async function checkStock(run: RunContext): Promise<void> {
  const { deps, signal } = run
  if (!deps.handover) return
  await addCounts(deps.prisma)
  // Messages that wait for a worker are not lost.
  const late = new Date(deps.now().getTime() - BACKLOG_MS)
  const corrects = !(await hasBacklog(deps.prisma, warehouseSource(deps.handover.account.customerId), late))
  const due = await dueCounts(deps.prisma, deps.now(), PAGE * PAGES)
  for (const places of Map.groupBy(due, (one) => one.warehouseId).values())
    for (let start = 0; start < places.length; start += PAGE) {
      signal.throwIfAborted()
      await checkPage(run, places.slice(start, start + PAGE), corrects)
    }
}

async function checkPage(run: RunContext, places: readonly DueCount[], corrects: boolean): Promise<void> {
  const { deps, runId } = run
  const { prisma } = deps
  const [{ warehouseId = '', warehouseCode = '' } = {}] = places
  const now = deps.now()
  const pieces = await piecesThere(run, warehouseCode, places)
  const readings = places.map(({ skuId, code, known }) => ({
    skuId,
    // A system that leaves out what has run out still lists the other goods.
    pieces: pieces.get(code) ?? (known && pieces.size > 0 ? 0 : null),
  }))
  const unknownDueAt = new Date(now.getTime() + UNKNOWN_MS)
  await writeReadings(prisma, warehouseId, readings, { now, unknownDueAt })
  // Seen at an earlier look, and long enough ago for what is on its way to have come.
  const until = new Date(now.getTime() - Math.max(1, deps.kinds.WAREHOUSE_STOCK.lagMs))
  const skuIds = places.map((one) => one.skuId)
  let written = 0
  const found = corrects ? await missingCounts(prisma, warehouseId, skuIds, until) : []
  for (const missing of found) {
    const there = readings.find((one) => one.skuId === missing.skuId)?.pieces
    if (there != null && (await correctLevel(run, missing, there))) written += 1
  }
  await addToRun(prisma, runId, { read: places.length, written, failed: 0 }, null)
}

/** Good units by item code, those locked for orders included; none when the system does not know the warehouse. */
async function piecesThere(
  { deps, signal }: RunContext,
  warehouseCode: string,
  places: readonly DueCount[],
): Promise<ReadonlyMap<string, number>> {
  const pieces = new Map<string, number>()
  const { handover } = deps
  if (!handover) return pieces
  const account = { ...handover.account, warehouseId: warehouseCode, warehouseCode }
  const codes = places.map((one) => one.code)
  try {
    for (const row of await handover.warehouse.queryInventory(account, codes, signal))
      if (row.inventoryType === GOOD && row.warehouseCode === warehouseCode)
        pieces.set(row.itemCode, (pieces.get(row.itemCode) ?? 0) + row.quantity + row.lockedQuantity)
    return pieces
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    return new Map()
  }
}
