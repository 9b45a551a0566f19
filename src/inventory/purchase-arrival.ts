import type { StockMovementReason } from '../domain/stock.ts'
import { Refused } from '../domain/user-error.ts'
import { type AwaitedLine, lockAwaitedLines, markReceived, setAwaited } from '../store/awaited-purchase.ts'
import type { LevelDeltas } from '../store/stock-level.ts'
import type { Tx } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import type { InventoryDeps } from './deps.ts'
import type { LevelChange } from './level-change.ts'

// The life of goods bought for a warehouse of ours: awaited (they count as incoming), then received or called
// off. Purchases for an order have no warehouse and pass through here without effect.

type Deps = Pick<InventoryDeps, 'onLevelsChanged'>

/**
 * Counts what the purchase has not brought yet as incoming in its warehouse. Lines that are awaited already
 * are not counted twice; after `dropIncoming` they count again. @returns units
 */
export async function awaitPurchase(
  tx: Tx,
  deps: Deps,
  purchaseOrderId: string,
  actor: string,
): Promise<number> {
  const lines = (await lockAwaitedLines(tx, purchaseOrderId)).filter(
    (line) => line.awaited === 0 && line.received < line.quantity,
  )
  if (lines.length === 0) return 0
  const awaited = lines.map((line) => ({ ...line, awaited: line.quantity - line.received }))
  await setAwaited(tx, awaited)
  const changes = awaited.map((line) =>
    changeOf(purchaseOrderId, line, { incoming: line.awaited }, 'RECEIPT'),
  )
  await applyChanges(tx, deps, changes, actor)
  return sum(awaited.map((line) => line.awaited))
}

/** The purchase will not come: removes from incoming what is still awaited. A second call finds nothing. @returns units */
export async function dropIncoming(
  tx: Tx,
  deps: Deps,
  purchaseOrderId: string,
  actor: string,
): Promise<number> {
  const lines = (await lockAwaitedLines(tx, purchaseOrderId)).filter((line) => line.awaited > 0)
  if (lines.length === 0) return 0
  await setAwaited(
    tx,
    lines.map((line) => ({ ...line, awaited: 0 })),
  )
  const changes = lines.map((line) =>
    changeOf(purchaseOrderId, line, { incoming: -line.awaited }, 'ADJUSTMENT'),
  )
  await applyChanges(tx, deps, changes, actor)
  return sum(lines.map((line) => line.awaited))
}

export interface Arrival {
  /** Units by SKU; all that is awaited when absent. */
  readonly quantities?: readonly {
    readonly skuId: string
    readonly quantity: number
    readonly field: readonly string[]
  }[]
  /** Nothing more will come: the rest is noted as DAMAGE. */
  readonly complete?: boolean
  readonly actor: string
}

/**
 * Goods of the purchase are here: on hand rises with RECEIPT, incoming falls by what was awaited of it. More
 * than was ordered is received as well. When nothing is awaited any more, the purchase is RECEIVED.
 * @returns units received, and whether that was all
 * @throws Refused NOT_FOUND for a SKU that the purchase does not have
 */
export async function receivePurchase(
  tx: Tx,
  deps: Deps,
  purchaseOrderId: string,
  { quantities, complete = false, actor }: Arrival,
): Promise<{ readonly received: number; readonly complete: boolean }> {
  const lines = await lockAwaitedLines(tx, purchaseOrderId)
  for (const { skuId, field } of quantities ?? [])
    if (!lines.some((line) => line.skuId === skuId))
      throw new Refused('NOT_FOUND', field, 'The purchase has no such SKU.')

  const arrived = arrivedByLine(lines, quantities)
  const after = lines.map((line, index) => {
    const pieces = arrived[index] ?? 0
    const left = Math.max(0, line.awaited - pieces)
    return { line, pieces, left, lost: complete ? left : 0 }
  })
  const changes = after.flatMap(({ line, pieces, left, lost }) => [
    ...(pieces > 0
      ? [changeOf(purchaseOrderId, line, { onHand: pieces, incoming: left - line.awaited }, 'RECEIPT')]
      : []),
    ...(lost > 0 ? [changeOf(purchaseOrderId, line, { incoming: -lost }, 'DAMAGE')] : []),
  ])
  const received = sum(arrived)
  const nothingAwaited = after.every(({ left, lost }) => left === lost)
  if (changes.length === 0) return { received, complete: nothingAwaited }
  await setAwaited(
    tx,
    after.map(({ line, pieces, left, lost }) => ({
      id: line.id,
      awaited: left - lost,
      received: line.received + pieces,
    })),
  )
  await applyChanges(tx, deps, changes, actor)
  if (nothingAwaited) await markReceived(tx, purchaseOrderId)
  return { received, complete: nothingAwaited }
}

/** Assigns units of a SKU to its lines in order; the last one gets the surplus. */
function arrivedByLine(lines: readonly AwaitedLine[], quantities: Arrival['quantities']): number[] {
  if (!quantities) return lines.map((line) => line.awaited)
  const left = new Map<string, number>()
  for (const { skuId, quantity } of quantities) left.set(skuId, (left.get(skuId) ?? 0) + quantity)
  return lines.map(({ skuId, awaited }, index) => {
    const pieces = left.get(skuId) ?? 0
    const isLast = !lines.slice(index + 1).some((other) => other.skuId === skuId)
    const taken = isLast ? pieces : Math.min(pieces, awaited)
    left.set(skuId, pieces - taken)
    return taken
  })
}

function changeOf(
  purchaseOrderId: string,
  { skuId, warehouseId }: AwaitedLine,
  deltas: LevelDeltas,
  reason: StockMovementReason,
): LevelChange {
  return {
    skuId,
    warehouseId,
    to: { kind: 'add', ...deltas },
    reason,
    reference: `purchase:${purchaseOrderId}`,
    fields: { sku: null, warehouse: null, quantity: null },
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
