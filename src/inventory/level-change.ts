import {
  available,
  MAX_QUANTITY,
  MAX_SKU_SUM,
  type StockLevel,
  type StockMovementReason,
} from '../domain/stock.ts'
import { Refused } from '../domain/user-error.ts'
import {
  addToLevel,
  type ChangedLevel,
  type LevelDeltas,
  type LevelNeeds,
  setOnHand,
  setSafetyStock,
} from '../store/stock-level.ts'
import type { Tx } from '../store/transaction.ts'

type Field = readonly string[] | null

/** One change of one level, and how the ledger is to remember it. */
export interface LevelChange {
  readonly skuId: string
  readonly warehouseId: string
  readonly to: ChangeTo
  readonly reason: StockMovementReason
  readonly reference: string | null
  /** Paths into the mutation's input, for errors. */
  readonly fields: { readonly sku: Field; readonly warehouse: Field; readonly quantity: Field }
}

/**
 * Adds a delta, optionally only if the level has enough stock; sets on hand as counted (with the version it
 * was counted at, if that matters); or sets the safety stock. `opens`: the level is probably not there yet, and
 * many such are made in one statement.
 */
export type ChangeTo =
  | ({ readonly kind: 'add'; readonly needs?: LevelNeeds; readonly opens?: boolean } & LevelDeltas)
  | { readonly kind: 'set'; readonly onHand: number; readonly expectedVersion: number | null }
  | { readonly kind: 'keep'; readonly safetyStock: number }

/** The one UPDATE of the change; null when it does not apply, or would change nothing. */
export function attempt(tx: Tx, change: LevelChange): Promise<ChangedLevel | null> {
  const { to } = change
  if (to.kind === 'set') return setOnHand(tx, change, to.onHand, to.expectedVersion)
  if (to.kind === 'keep') return setSafetyStock(tx, change, to.safetyStock)
  return addToLevel(tx, change, to, to.needs)
}

/** Why the change does not apply to the level as it is; null when it is simply so already. */
export function refusalOf({ to, fields }: LevelChange, level: StockLevel): Refused | null {
  if (to.kind === 'keep') return null
  if (to.kind === 'set')
    return to.expectedVersion === null || to.expectedVersion === level.version
      ? null
      : new Refused(
          'VERSION_CONFLICT',
          ['expectedVersion'],
          `The level is at version ${level.version} now, not ${to.expectedVersion}: read it again before you change it.`,
        )
  const { onHand = 0, reserved = 0, incoming = 0, needs = {} } = to
  const largest = Math.max(level.onHand + onHand, level.reserved + reserved, level.incoming + incoming)
  if (largest > MAX_QUANTITY)
    return new Refused('LIMIT_EXCEEDED', fields.quantity, `A level holds at most ${MAX_QUANTITY} pieces.`)
  const left =
    needs.available === undefined
      ? `${level.onHand} on hand (${level.reserved} reserved)`
      : `${available(level)} available`
  return new Refused('INSUFFICIENT_STOCK', fields.quantity, `Only ${left}.`)
}

const SUM_NAMES = { onHand: 'on hand', reserved: 'reserved', incoming: 'incoming' } as const

/**
 * The change that brings a sum of a SKU over all warehouses above MAX_SKU_SUM; null when none does. Asked after all changes
 * of the transaction: a transfer raises one level before it lowers the other.
 */
export function sumRefusalOf(changed: readonly (readonly [LevelChange, ChangedLevel])[]): Refused | null {
  const last = new Map(changed.map(([, level]) => [level.skuId, level.sums]))
  for (const [change, level] of changed) {
    const sums = last.get(level.skuId)
    const { delta, reservedDelta, incomingDelta } = deltasOf(change, level)
    const raised = { onHand: delta > 0, reserved: reservedDelta > 0, incoming: incomingDelta > 0 }
    for (const name of ['onHand', 'reserved', 'incoming'] as const)
      if (raised[name] && sums && sums[name] > MAX_SKU_SUM)
        return new Refused(
          'LIMIT_EXCEEDED',
          change.fields.quantity,
          `All warehouses together would have ${sums[name]} pieces of the SKU ${SUM_NAMES[name]}; at most ${MAX_SKU_SUM} are kept.`,
        )
  }
  return null
}

export function deltasOf({ to }: LevelChange, { onHand, onHandBefore }: ChangedLevel) {
  const { reserved = 0, incoming = 0 } = to.kind === 'add' ? to : {}
  return { delta: onHand - onHandBefore, reservedDelta: reserved, incomingDelta: incoming }
}
