import type { Catalogue } from '../catalogue/index.ts'
import type { PrismaClient } from '../store/database.ts'
import type { ReservationOwner } from '../store/reservation.ts'
import type { SecretBox } from '../store/secret-box.ts'
import type { Tx } from '../store/transaction.ts'
import type { Turnstile } from './turnstile.ts'

/** One line of a cart to reserve from our own stock. `field` is the path into the input, for errors. */
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
  /** The goods left the warehouse. */
  consume(tx: Tx, owner: ReservationOwner, closing: Closing): Promise<number>
  /** Part of the goods left the warehouse: of each SKU at most what is held. */
  consumePieces(
    tx: Tx,
    owner: ReservationOwner,
    pieces: readonly { readonly skuId: string; readonly quantity: number }[],
    closing: Closing,
  ): Promise<number>
  /** Held until the owner lets go. @returns reservations that were still active */
  makePermanent(tx: Tx, owner: ReservationOwner): Promise<number>
}

/** Dependencies of the use cases of orders; built in wiring/orders.ts. */
export interface OrderDeps {
  readonly prisma: PrismaClient
  readonly box: SecretBox
  readonly holds: Holds
  /** Takes an item of a marketplace over so that it can be ordered: gives the SKU. @throws Refused */
  readonly skuOfItem: Catalogue['skuOfItem']
  /** How long stock is held for an order that is not paid. */
  readonly reservationMinutes: number
  /** Limits on all unpaid orders of a customer together. */
  readonly unpaidLimits: { readonly orders: number; readonly piecesOfSku: number }
  /** Days from delivery until an order is completed. */
  readonly completeDays: number
  /** Semaphore for orders placed at the same time; one per process. */
  readonly rush: Turnstile
  /** Called after a commit that left something for the purchase worker. */
  readonly onPurchasesDue: () => void
}

/** Owner of an order's reservations. */
export function ownerOf(orderId: string): ReservationOwner {
  return { type: 'order', id: orderId }
}
