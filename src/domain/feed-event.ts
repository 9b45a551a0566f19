import type { AlertKind } from './alert.ts'
import type { OrderStatus } from './order-state.ts'
import type { Platform } from './platform.ts'
import type { StockMovementReason } from './stock.ts'

/** What is written to the outbox in the transaction of the change. JSON only: times are ISO strings. */
export type FeedPayload =
  | StockPayload
  | AlertPayload
  | OrderPayload
  | SyncPayload
  | ListingPayload
  | BackInStockPayload

/** A level as it was right after the change: complete, so that delivering it needs no look-up. */
export interface StockPayload {
  readonly topic: 'stock'
  readonly productId: string
  readonly level: {
    readonly id: string
    readonly skuId: string
    readonly warehouseId: string
    readonly onHand: number
    readonly reserved: number
    readonly safetyStock: number
    readonly incoming: number
    readonly version: number
    readonly updatedAt: string
  }
  /** Change of on hand, in pieces. */
  readonly delta: number
  readonly reason: StockMovementReason
  readonly occurredAt: string
}

export interface AlertPayload {
  readonly topic: 'alert'
  readonly alertId: string
  readonly kind: AlertKind
  readonly status: 'OPEN' | 'ACKNOWLEDGED' | 'RESOLVED'
  readonly skuId: string
  readonly warehouseId: string | null
  /** Key of the supplier whose SKU it is, so that suppliers see their own. */
  readonly supplierKey: string | null
  readonly occurredAt: string
}

/** An order moved on, or (with equal states) something was added to it. No personal data: only whose order it is. */
export interface OrderPayload {
  readonly topic: 'order'
  readonly orderId: string
  /** Subject of the customer, so that customers hear of their own orders; null for orders of linked shops. */
  readonly customerId: string | null
  /** Null for a new order. */
  readonly from: OrderStatus | null
  readonly to: OrderStatus
  readonly occurredAt: string
}

/** Something about synchronisation was noticed, or is over. */
export interface SyncPayload {
  readonly topic: 'sync'
  readonly alertId: string
  /** Null when it is about no shop in particular. */
  readonly shopId: string | null
  readonly kind: string
  readonly message: string
  readonly status: 'OPEN' | 'RESOLVED'
  readonly occurredAt: string
}

/** A platform has another price or quantity for a listing than it had. Amounts are minor units, as text. */
export interface ListingPayload {
  readonly topic: 'listing'
  readonly listingId: string
  readonly platform: Platform
  /** Null while the listing is not matched with a SKU of ours. */
  readonly productId: string | null
  readonly priceBefore: { readonly minor: string; readonly currency: string } | null
  readonly quantityBefore: number | null
  readonly occurredAt: string
}

/** A customer's request is answered: the SKU can be bought again. */
export interface BackInStockPayload {
  readonly topic: 'back-in-stock'
  readonly requestId: string
  readonly customerId: string
  readonly occurredAt: string
}

export type FeedTopic = FeedPayload['topic']

/** A numbered event. `seq` is dense, starts at 1 and is in commit order per key (the SKU). */
export interface FeedEvent {
  readonly seq: number
  readonly payload: FeedPayload
}
