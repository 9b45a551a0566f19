import { activePlacesOf, closePiecesOf, type ReservationOwner } from '../store/reservation.ts'
import { lockLevels } from '../store/stock-level.ts'
import type { Tx } from '../store/transaction.ts'
import type { InventoryDeps } from './deps.ts'
import { applyClosed, type Closing } from './release.ts'

/** Units of a SKU. */
export interface Pieces {
  readonly skuId: string
  readonly quantity: number
}

/**
 * Gives back part of what the owner holds, or takes it out of stock because it left: of each SKU as many units as
 * named, at most what is held.
 * @returns reservations that were closed or made smaller
 * @throws Refused INSUFFICIENT_STOCK when it left and less is on hand than was reserved
 */
export async function closePieces(
  tx: Tx,
  deps: Pick<InventoryDeps, 'onLevelsChanged'>,
  owner: ReservationOwner,
  pieces: readonly Pieces[],
  as: 'RELEASED' | 'CONSUMED',
  closing: Closing,
): Promise<number> {
  const wanted = pieces.filter(({ quantity }) => quantity > 0)
  if (wanted.length === 0) return 0
  const skuIds = new Set(wanted.map(({ skuId }) => skuId))
  const places = await activePlacesOf(tx, owner)
  await lockLevels(
    tx,
    places.filter(({ skuId }) => skuIds.has(skuId)),
  )
  const closed = await closePiecesOf(tx, owner, wanted, as)
  return applyClosed(tx, deps, closed, as === 'CONSUMED' ? 'SALE' : 'RELEASE', closing)
}
