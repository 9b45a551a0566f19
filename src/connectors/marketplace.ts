import type { Money } from '../domain/money.ts'
import type { RefundState } from '../domain/order-line.ts'
import type { Platform } from '../domain/platform.ts'
import type { WebAddress } from '../domain/web-address.ts'
import type { ShopCredentials } from './credentials.ts'
import type { MarketplaceOrder, OrderHead, UnreadableRecord } from './marketplace-order.ts'
import type { MessageQueue, WebhookReceiver } from './push.ts'
import type { Parcel } from './tracking.ts'

export type { ShopCredentials } from './credentials.ts'
export type * from './marketplace-order.ts'

/** One thing on sale on a marketplace, in our units: money in minor units, ids as strings, times as instants. */
export interface Offer {
  /** `num_iid` (Taobao), `wareId` (JD), `offerId` (1688). */
  readonly externalId: string
  readonly title: string
  readonly price: Money
  /** Units the platform would sell now, over all SKUs. */
  readonly quantity: number
  /** False in search results of platforms that do not tell it there; `quantity` is 0 then and means nothing. */
  readonly quantityKnown?: boolean
  readonly onSale: boolean
  /** Main picture. */
  readonly imageUrl: WebAddress | null
  /** Page on the marketplace. */
  readonly url: WebAddress | null
  /** Empty when the offer has none, and in search results, which carry no SKUs: read the offer to have them. */
  readonly skus: readonly OfferSku[]
  readonly modifiedAt: Date | null
  /** The platform's own record, numbers kept exact: the source of configured field mappings. */
  readonly raw?: unknown
}

export interface OfferSku {
  readonly externalSkuId: string
  /** The seller's own code for the SKU, by which a mapping to our catalogue is proposed. */
  readonly outerId: string | null
  /** Id that a purchase uses instead of the SKU id, where it differs: 1688's `specId`. */
  readonly purchaseRef?: string
  readonly price: Money
  readonly quantity: number
  readonly attributes: readonly OfferAttribute[]
}

export interface OfferAttribute {
  readonly name: string
  readonly value: string
  /** In further languages, where the platform translates. */
  readonly names?: readonly Translation[]
  readonly values?: readonly Translation[]
}

/** A text in another language than the source's own. */
export interface Translation {
  /** BCP 47. */
  readonly locale: string
  readonly text: string
}

/** Limits of one call, and features of the platform. Fixed for a connector's life. */
export interface MarketplaceLimits {
  /** Most ids per `readOffers`. */
  readonly offersPerRead: number
  /** Largest `pageSize` of `searchOffers`. */
  readonly offersPerPage: number
  /** Most SKUs one call of the platform takes; `writeStock` accepts any number and cuts them itself. */
  readonly skusPerStockWrite: number
  /** Longest span of modified time the platform reads at once; `orders` accepts any span and cuts it itself. */
  readonly orderWindowMs: number
}

/** Capabilities. Calling an unsupported one throws Misconfigured with code `unsupported`. */
export interface MarketplaceSupport {
  readonly stockWrites: boolean
  readonly shipments: boolean
  readonly refunds: boolean
  /**
   * Lists that can be read by modified time. Without it offers are read as a whole, and
   * refunds by the time they were asked for: later changes are found by re-reading them by id.
   */
  readonly modifiedTime: { readonly offers: boolean; readonly refunds: boolean }
}

export interface OfferSearch {
  readonly query: string
  /** 1-based. */
  readonly page: number
  /** Cut to `limits.offersPerPage`, by which the pages are then numbered. */
  readonly pageSize: number
}

export interface OfferSearchPage {
  readonly offers: readonly Offer[]
  /** Null where the platform does not count. */
  readonly total: number | null
  readonly hasNext: boolean
}

/** Half-open span of the platform's modified time: `from` inclusive, `to` exclusive. */
export interface ModifiedWindow {
  readonly from: Date
  readonly to: Date
}

export interface OfferBatch {
  readonly offers: readonly Offer[]
  readonly unreadable: readonly UnreadableRecord[]
}

export interface OrderBatch {
  readonly orders: readonly MarketplaceOrder[]
  /** Unreadable records; the rest of the window is valid. */
  readonly unreadable: readonly UnreadableRecord[]
}

export interface OrderWindow extends ModifiedWindow {
  /**
   * Asked once per page with what the list call tells, before details are read. Returns the ids whose stored copy
   * is as new as the head, so that no detail call is spent on them.
   */
  readonly unchanged?: (heads: readonly OrderHead[]) => Promise<ReadonlySet<string>>
}

/** Absolute: sets the SKU's sellable quantity, never adds to it. */
export interface StockWrite {
  readonly offerId: string
  /** Null for an offer without SKUs. */
  readonly skuId: string | null
  readonly quantity: number
}

/** One per write, in the order given. `error` is set when, and only when, the platform did not take this SKU. */
export interface StockWriteResult {
  readonly write: StockWrite
  readonly accepted: boolean
  readonly error: Error | null
}

export interface Shipment {
  readonly orderId: string
  /** Sub-order ids when only part of the order leaves; empty for all of it. */
  readonly lineIds?: readonly string[]
  /** Our carrier code, for example `SF`, `YTO`, `EMS` (see carriers.ts). */
  readonly carrier: string
  readonly trackingNumber: string
}

export interface Refund {
  readonly externalId: string
  readonly orderId: string
  readonly lineId: string | null
  readonly amount: Money
  readonly status: RefundState
  readonly rawStatus: string
  readonly goodsReturned: boolean
  readonly createdAt: Date | null
  readonly modifiedAt: Date | null
}

export interface RefundBatch {
  readonly refunds: readonly Refund[]
  readonly unreadable: readonly UnreadableRecord[]
}

/** The part of a connector that live product reads need; buying APIs that show a whole marketplace have it too. */
export interface OfferSource {
  readonly platform: Platform
  readonly limits: Pick<MarketplaceLimits, 'offersPerRead' | 'offersPerPage'>
  /** Missing or foreign ids are absent from the map, never an error. At most `limits.offersPerRead` ids. */
  readOffers(
    shop: ShopCredentials,
    externalIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Offer>>
  searchOffers(shop: ShopCredentials, search: OfferSearch, signal?: AbortSignal): Promise<OfferSearchPage>
}

/**
 * One marketplace, seller side, as the rest of the code sees it. Every method throws only the classes of
 * domain/upstream-error.ts (or the abort reason of its signal); retries, bans, token refresh and clock
 * correction have already happened inside.
 */
export interface MarketplaceConnector extends OfferSource {
  readonly limits: MarketplaceLimits
  readonly supports: MarketplaceSupport
  /** The platform's pull queue of messages (Taobao TMC), or null where it has none. */
  readonly messages: MessageQueue | null
  /** Verifies and reads pushes of the platform to our webhook; null if it does not push. */
  readonly webhook: WebhookReceiver | null

  /** The whole shop with SKUs, or only what changed in a window. May yield an offer twice, never leaves one out. */
  offers(shop: ShopCredentials, window?: ModifiedWindow, signal?: AbortSignal): AsyncIterable<OfferBatch>

  /**
   * Orders modified in the window, in the page order that loses none while orders change. The window is read
   * completely only when the iteration ends without an error: move a cursor after that, not before.
   */
  orders(shop: ShopCredentials, window: OrderWindow, signal?: AbortSignal): AsyncIterable<OrderBatch>
  /** Null when the platform does not know the order, or it is not the shop's. */
  readOrder(shop: ShopCredentials, externalId: string, signal?: AbortSignal): Promise<MarketplaceOrder | null>

  /** Never throws for one SKU's refusal. After a lost answer the quantity is read back before a second attempt. */
  writeStock(
    shop: ShopCredentials,
    writes: readonly StockWrite[],
    signal?: AbortSignal,
  ): Promise<readonly StockWriteResult[]>
  /** Done when it returns. Repeating an existing shipment is success; done at most once. */
  sendShipment(shop: ShopCredentials, shipment: Shipment, signal?: AbortSignal): Promise<void>
  /** Empty while nothing has been shipped. */
  readTracking(shop: ShopCredentials, orderId: string, signal?: AbortSignal): Promise<readonly Parcel[]>
  /** Refunds modified in the window, or asked for in it where the platform keeps no modified time (`supports`). */
  refunds(shop: ShopCredentials, window: ModifiedWindow, signal?: AbortSignal): AsyncIterable<RefundBatch>
  /** Refunds by id, any number, those that the platform does not know left out; null where it reads none by id. */
  readonly readRefunds:
    | ((
        shop: ShopCredentials,
        externalIds: readonly string[],
        signal?: AbortSignal,
      ) => AsyncIterable<RefundBatch>)
    | null
}
