import type { PrismaClient } from '../store/database.ts'
import type { ReservationOwner } from '../store/reservation.ts'
import type { SecretBox } from '../store/secret-box.ts'
import type { Tx } from '../store/transaction.ts'
import type { Turnstile } from './turnstile.ts'

/** One line of a cart that is to be held from our own stock. `field` is the path into the input, for errors. */
export interface WantedLine {
  readonly skuId: string
  readonly quantity: number
  readonly field: readonly string[]
}

interface Closing {
  readonly actor: string
  readonly reference?: string
}

/** The inventory's reservations, as orders use them; made in wiring, because use cases don't import each other. */
export interface Holds {
  /** All lines or nothing. @throws Refused INSUFFICIENT_STOCK or NOT_FOUND, an error for each line */
  reserve(
    tx: Tx,
    request: {
      lines: readonly WantedLine[]
      owner: ReservationOwner
      expiresAt: Date | null
      actor: string
      reference?: string
    },
  ): Promise<unknown>
  /** Gives everything back. */
  release(tx: Tx, owner: ReservationOwner, closing: Closing): Promise<number>
  /** The goods left the house. */
  consume(tx: Tx, owner: ReservationOwner, closing: Closing): Promise<number>
  /** Held until the owner lets go. @returns reservations that were still active */
  makePermanent(tx: Tx, owner: ReservationOwner): Promise<number>
}

/** What the use cases of orders work with; put together in wiring/orders.ts. */
export interface OrderDeps {
  readonly prisma: PrismaClient
  readonly box: SecretBox
  readonly holds: Holds
  /** How long stock is held for an order that is not paid. */
  readonly reservationMinutes: number
  /** An order is completed so many days after its delivery. */
  readonly completeDays: number
  /** What orders wait in while many are placed at once; one per process. */
  readonly rush: Turnstile
  /** Called after a commit that left something for the purchase worker. */
  readonly onPurchasesDue: () => void
}

/** Owner of an order's reservations. */
export function ownerOf(orderId: string): ReservationOwner {
  return { type: 'order', id: orderId }
}
