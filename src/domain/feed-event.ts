import type { AlertKind } from './alert.ts'
import type { OfferAlertKind } from './offer-alert.ts'
import type { OrderStatus } from './order-state.ts'
import type { Platform } from './platform.ts'
import type { StockMovementReason } from './stock.ts'
import type { SyncAlertKind } from './sync-words.ts'

/** Outbox payload, written in the transaction of the change. JSON only: times are ISO strings. */
export type FeedPayload =
  | StockPayload
  | AlertPayload
  | OrderPayload
  | SyncPayload
  | ListingPayload
  | ProductPayload
  | ImportPayload
  | BackInStockPayload
  | OfferAlertPayload

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
  /** Change of on hand, in units. */
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
  readonly kind: SyncAlertKind
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

/** A product of the catalogue, or one of its SKUs, was changed by a person, a file, a marketplace or a rule. */
export interface ProductPayload {
  readonly topic: 'product'
  readonly productId: string
  /** It is on show, or was until this change: everybody may hear of it. */
  readonly onShow: boolean
  /** Names of what changed, such as `titleEn`; of a SKU with `skus.` before it. */
  readonly fields: readonly string[]
  readonly occurredAt: string
}

/** An import of the catalogue moved on. */
export interface ImportPayload {
  readonly topic: 'import'
  readonly importId: string
  readonly occurredAt: string
}

/** A customer's request is answered: the SKU can be bought again. */
export interface BackInStockPayload {
  readonly topic: 'back-in-stock'
  readonly requestId: string
  readonly customerId: string
  readonly occurredAt: string
}

/** An alert about what sellers offer, or about what we sell it for. */
export interface OfferAlertPayload {
  readonly topic: 'offer-alert'
  readonly alertId: string
  readonly kind: OfferAlertKind
  readonly status: 'OPEN' | 'RESOLVED'
  readonly skuId: string
  readonly occurredAt: string
}

export type FeedTopic = FeedPayload['topic']

/** A numbered event. `seq` is dense, starts at 1 and is in commit order per key (the SKU). */
export interface FeedEvent {
  readonly seq: number
  readonly payload: FeedPayload
}
