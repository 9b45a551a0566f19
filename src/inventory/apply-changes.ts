import { v7 } from 'uuid'
import type { StockPayload } from '../domain/feed-event.ts'
import { compareLevelKeys, MAX_QUANTITY, type StockLevel } from '../domain/stock.ts'
import { Refused } from '../domain/user-error.ts'
import { appendToOutbox } from '../store/outbox.ts'
import { type ChangedLevel, ensureLevel, insertLevels, readLevel } from '../store/stock-level.ts'
import { insertMovements, type NewMovement, readPlaces } from '../store/stock-movement.ts'
import type { Tx } from '../store/transaction.ts'
import type { InventoryDeps } from './deps.ts'
import { attempt, deltasOf, type LevelChange, refusalOf, sumRefusalOf } from './level-change.ts'

export interface AppliedChange {
  readonly level: StockLevel
  /** Null when nothing had to change. */
  readonly movementId: string | null
}

/**
 * The only way a stock level changes: for each change one conditional UPDATE, one ledger movement and
 * one outbox row, all in the caller's transaction, levels locked in one order.
 * @returns in the order of `changes`
 * @throws Refused NOT_FOUND, INSUFFICIENT_STOCK, LIMIT_EXCEEDED or VERSION_CONFLICT; the transaction must be rolled back
 */
export async function applyChanges(
  tx: Tx,
  deps: Pick<InventoryDeps, 'onLevelsChanged'>,
  changes: readonly LevelChange[],
  actor: string,
): Promise<AppliedChange[]> {
  if (changes.length === 0) return []
  const productOf = await refuseUnknown(tx, changes)
  const applied = new Map<LevelChange, AppliedChange>()
  const all: (readonly [LevelChange, ChangedLevel])[] = []
  const movements: NewMovement[] = []
  const events: StockPayload[] = []
  const sorted = [...changes].sort(compareLevelKeys)
  const opened = await openLevels(tx, sorted)
  for (const change of sorted) {
    const first = opened.get(change)
    const { level, changed } = first ? { level: first, changed: first } : await changeLevel(tx, change)
    const movementId = changed ? v7() : null
    applied.set(change, { level, movementId })
    if (!changed || !movementId) continue
    all.push([change, changed])
    movements.push(movementOf(movementId, change, changed, actor))
    events.push(eventOf(change, changed, productOf.get(change.skuId) ?? ''))
  }
  const refusal = sumRefusalOf(all)
  if (refusal) throw refusal
  if (movements.length > 0) {
    await insertMovements(tx, movements)
    await appendToOutbox(tx, events)
    await deps.onLevelsChanged(
      tx,
      [...applied.values()].map((one) => one.level),
    )
  }
  return changes.map((change) => applied.get(change) as AppliedChange)
}

/** Makes the levels of changes that open one, in one statement. @returns those that were not there yet */
async function openLevels(
  tx: Tx,
  changes: readonly LevelChange[],
): Promise<ReadonlyMap<LevelChange, ChangedLevel>> {
  const wanted = new Map(
    changes.flatMap((change) => {
      const { to, skuId, warehouseId } = change
      if (to.kind !== 'add' || !to.opens) return []
      const { onHand = 0 } = to
      if (onHand < 1 || onHand > MAX_QUANTITY) return []
      const id = v7()
      return [[id, { change, level: { id, skuId, warehouseId, onHand } }] as const]
    }),
  )
  if (wanted.size === 0) return new Map()
  const made = await insertLevels(
    tx,
    [...wanted.values()].map(({ level }) => level),
  )
  const changeOf = (level: ChangedLevel) => wanted.get(level.id)?.change as LevelChange
  return new Map(made.map((level) => [changeOf(level), level]))
}

async function changeLevel(
  tx: Tx,
  change: LevelChange,
): Promise<{ level: StockLevel; changed: ChangedLevel | null }> {
  let changed = await attempt(tx, change)
  if (changed) return { level: changed, changed }

  let level = await readLevel(tx, change)
  if (!level) {
    // The first change of this SKU in this warehouse.
    await ensureLevel(tx, change, v7())
    changed = await attempt(tx, change)
    level = changed ?? (await readLevel(tx, change))
    if (changed) return { level: changed, changed }
  }
  if (!level) throw new Error('a stock level vanished')
  const refusal = refusalOf(change, level)
  if (refusal) throw refusal
  return { level, changed: null }
}

/** Gives the product of every SKU, which the event names. */
async function refuseUnknown(tx: Tx, changes: readonly LevelChange[]): Promise<ReadonlyMap<string, string>> {
  const places = await readPlaces(tx, changes)
  const productOf = new Map<string, string>()
  for (const [index, { skuId, fields }] of changes.entries()) {
    const { productId = null, hasWarehouse = false } = places[index] ?? {}
    if (productId === null) throw new Refused('NOT_FOUND', fields.sku, 'There is no such SKU.')
    if (!hasWarehouse) throw new Refused('NOT_FOUND', fields.warehouse, 'There is no such warehouse.')
    productOf.set(skuId, productId)
  }
  return productOf
}

function movementOf(id: string, change: LevelChange, level: ChangedLevel, actor: string): NewMovement {
  return {
    id,
    skuId: level.skuId,
    warehouseId: level.warehouseId,
    ...deltasOf(change, level),
    reason: change.reason,
    onHandAfter: level.onHand,
    reservedAfter: level.reserved,
    levelVersion: level.version,
    reference: change.reference,
    actor,
    occurredAt: level.updatedAt,
  }
}

function eventOf(
  change: LevelChange,
  { onHandBefore, sums: _, ...level }: ChangedLevel,
  productId: string,
): StockPayload {
  const updatedAt = level.updatedAt.toISOString()
  return {
    topic: 'stock',
    productId,
    level: { ...level, updatedAt },
    delta: level.onHand - onHandBefore,
    reason: change.reason,
    occurredAt: updatedAt,
  }
}
