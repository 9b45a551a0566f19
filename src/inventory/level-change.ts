import { available, MAX_QUANTITY, type StockLevel, type StockMovementReason } from '../domain/stock.ts'
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
 * Pieces more or less, where asked only if so many are there before; on hand as counted (with the version it
 * was counted at, if that matters); or another safety stock.
 */
export type ChangeTo =
  | ({ readonly kind: 'add'; readonly needs?: LevelNeeds } & LevelDeltas)
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
          `The level is at version ${level.version} now, not ${to.expectedVersion}: read it again and decide anew.`,
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

export function deltasOf({ to }: LevelChange, { onHand, onHandBefore }: ChangedLevel) {
  const { reserved = 0, incoming = 0 } = to.kind === 'add' ? to : {}
  return { delta: onHand - onHandBefore, reservedDelta: reserved, incomingDelta: incoming }
}
