import { openingMovements } from '../../../seed/movements.ts'
import { orders, reservations, type SeedOrder, type SeedReservation } from '../../../seed/orders.ts'
import type { StockMovementReason } from '../../domain/stock.ts'
import { type Place, placeKey } from './ids.ts'

/** A movement that changes what is on hand, or what is reserved. */
export interface LedgerEntry extends Place {
  delta: number
  reservedDelta: number
  reason: StockMovementReason
  onHandAfter: number
  reservedAfter: number
  levelVersion: number
  reference: string
  actor: string
  occurredAt: Date
}

/** A reservation with the order that holds it. */
export interface HeldReservation extends SeedReservation {
  order: SeedOrder
}

type Change = Omit<LedgerEntry, 'onHandAfter' | 'reservedAfter' | 'levelVersion'>

export function heldReservations(now: Date): HeldReservation[] {
  const byNumber = new Map(orders(now).map((order) => [order.number, order]))
  return reservations(now).map((reservation) => {
    const order = byNumber.get(reservation.orderNumber)
    if (!order) throw new RangeError(`a reservation of ${reservation.orderNumber}, which is no order`)
    return { ...reservation, order }
  })
}

/**
 * Every movement of every level by `placeKey`, oldest first, versions 1 to n: receipts and sales, and the
 * reservation of each unit that an open order holds, at the instant the order was placed.
 */
export function ledgers(now: Date): Map<string, LedgerEntry[]> {
  const moved: Change[] = openingMovements(now).map(({ onHandAfter: _, ...movement }) => ({
    ...movement,
    reservedDelta: 0,
  }))
  const reserved: Change[] = heldReservations(now).map(({ skuCode, warehouseCode, quantity, order }) => ({
    skuCode,
    warehouseCode,
    delta: 0,
    reservedDelta: quantity,
    reason: 'RESERVATION',
    reference: order.number,
    actor: `customer:${order.customer}`,
    occurredAt: order.placedAt,
  }))
  const byLevel = Map.groupBy([...moved, ...reserved], placeKey)
  return new Map([...byLevel].map(([key, changes]) => [key, numbered(changes)]))
}

function numbered(changes: readonly Change[]): LedgerEntry[] {
  let onHand = 0
  let reserved = 0
  return changes
    .toSorted((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime())
    .map((change, index) => {
      onHand += change.delta
      reserved += change.reservedDelta
      return { ...change, onHandAfter: onHand, reservedAfter: reserved, levelVersion: index + 1 }
    })
}
