import type { StockMovementReason } from '../domain/stock.ts'
import {
  activePlacesOf,
  closeReservationsOf,
  expiredPlaces,
  type ReservationOwner,
  type ReservationRow,
  releaseExpiredOn,
  setExpiry,
} from '../store/reservation.ts'
import { lockLevels } from '../store/stock-level.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import type { InventoryDeps } from './deps.ts'
import type { LevelChange } from './level-change.ts'

type Deps = Pick<InventoryDeps, 'onLevelsChanged'>

/** Who lets go, and what the ledger names; `type:id` of the owner when there is no reference. */
export interface Closing {
  readonly actor: string
  readonly reference?: string
}

// To avoid deadlocks, every transaction that closes reservations locks their levels first, in the one order,
// and the rows after that.

/** Gives back everything the owner still holds. @returns reservations closed; a second call finds none */
export async function release(
  tx: Tx,
  deps: Deps,
  owner: ReservationOwner,
  closing: Closing,
): Promise<number> {
  await lockLevels(tx, await activePlacesOf(tx, owner))
  return giveBack(tx, deps, await closeReservationsOf(tx, owner, 'RELEASED'), closing)
}

/**
 * The goods left the warehouse: reserved and on hand both fall by what the owner held.
 * @returns reservations closed; a second call finds none
 * @throws Refused INSUFFICIENT_STOCK when less is on hand than was reserved (a stocktake found less)
 */
export async function consume(
  tx: Tx,
  deps: Deps,
  owner: ReservationOwner,
  closing: Closing,
): Promise<number> {
  await lockLevels(tx, await activePlacesOf(tx, owner))
  const closed = await closeReservationsOf(tx, owner, 'CONSUMED')
  return applyClosed(tx, deps, closed, 'SALE', closing)
}

/** Holds for longer. @returns reservations that were still active: 0 when they have expired meanwhile */
export function extend(tx: Tx, owner: ReservationOwner, expiresAt: Date): Promise<number> {
  return setExpiry(tx, owner, expiresAt)
}

/** Holds until the owner lets go: it was paid. @returns reservations that were still active */
export function makePermanent(tx: Tx, owner: ReservationOwner): Promise<number> {
  return setExpiry(tx, owner, null)
}

/**
 * Releases reservations whose time is over, up to `limit` of them in one transaction. Levels that are busy
 * are left for the next run. @returns how many were released
 */
export function releaseExpired(deps: InventoryDeps, limit: number): Promise<number> {
  return transaction(deps.prisma, async (tx) => {
    const places = await expiredPlaces(tx, limit)
    if (places.length === 0) return 0
    const free = await lockLevels(tx, places, 'skip')
    return giveBack(tx, deps, await releaseExpiredOn(tx, free), { actor: 'system:expiry' })
  })
}

/** The levels of reservations that were just closed as released. The caller holds the levels' locks. */
export function giveBack(
  tx: Tx,
  deps: Deps,
  closed: readonly ReservationRow[],
  closing: Closing,
): Promise<number> {
  return applyClosed(tx, deps, closed, 'RELEASE', closing)
}

/** The ledger's side of reservations that were closed. The caller holds the levels' locks. */
export async function applyClosed(
  tx: Tx,
  deps: Deps,
  closed: readonly ReservationRow[],
  reason: StockMovementReason & ('RELEASE' | 'SALE'),
  { actor, reference }: Closing,
): Promise<number> {
  if (closed.length === 0) return 0
  const changes = closed.map(
    ({ skuId, warehouseId, quantity, ownerType, ownerId }): LevelChange => ({
      skuId,
      warehouseId,
      to: { kind: 'add', onHand: reason === 'SALE' ? -quantity : 0, reserved: -quantity },
      reason,
      reference: reference ?? `${ownerType}:${ownerId}`,
      fields: { sku: null, warehouse: null, quantity: null },
    }),
  )
  await applyChanges(tx, deps, changes, actor)
  return closed.length
}
