import type DataLoader from 'dataloader'
import type { AlertStatus } from '../src/domain/alert.ts'
import type { ExchangeRate } from '../src/domain/exchange-rate.ts'
import type { FeedEvent, StockPayload } from '../src/domain/feed-event.ts'
import type { Money } from '../src/domain/money.ts'
import type { Platform } from '../src/domain/platform.ts'
import type { StockLevel } from '../src/domain/stock.ts'
import type { Outcome } from '../src/domain/user-error.ts'
import type { Viewer } from '../src/domain/viewer.ts'
import type { FeedCounters } from '../src/realtime/hub.ts'
import type { PrismaClient } from '../src/store/generated/client.ts'
import type { SyncFigures } from '../src/store/sync-watch.ts'
import type { AnalyticsReads } from './analytics-context.ts'
import type { FeedGap } from './feed-gap.ts'
import type { OrderChangeItem, OrderUseCases } from './order-context.ts'
import type { SkuSuggestion, SyncUseCases } from './sync-context.ts'

export type { FeedGap, GapReason } from './feed-gap.ts'

/** What resolvers work with. Made by the server for every request, and anew for every delivered event. */
export interface GraphContext {
  readonly viewer: Viewer
  readonly prisma: PrismaClient
  readonly loaders: Loaders
  readonly shops: ShopUseCases
  readonly inventory: InventoryUseCases
  readonly alerts: AlertUseCases
  readonly catalog: CatalogUseCases
  readonly orders: OrderUseCases
  readonly sync: SyncUseCases
  readonly feeds: Feeds
  readonly access: AccessUseCases
  readonly analytics: AnalyticsReads
  readonly status: () => Promise<readonly ComponentHealth[]>
  readonly figures: SystemFigures
  /** Absent when nobody keeps the answer. */
  readonly reads?: Reads | undefined
}

/** Told by root fields what the answer stands on, so that it can be kept until that changes. */
export interface Reads {
  product(id: string): void
  /** Which rows there are depends on the stock of all products. */
  allStock(): void
}

export interface Loaders {
  /** SKUs that an unmatched listing may be, by the listing's id. */
  readonly skuSuggestions: DataLoader<string, readonly SkuSuggestion[]>
  /** Offers read from the platforms, batched to their own limits; a failed read is that key's error. */
  readonly liveOffer: DataLoader<LiveOfferKey, LiveOffer | null, string>
  /** What one CNY is worth, by ISO 4217 code; null where operators keep no rate. */
  readonly exchangeRate: DataLoader<string, ExchangeRate | null>
  /** Pieces that a platform may sell of a SKU. */
  readonly sellable: DataLoader<{ readonly platform: Platform; readonly skuId: string }, number, string>
}

export interface LiveOfferKey {
  readonly platform: Platform
  readonly shopId: string | null
  readonly externalId: string
  /** Empty: the offer as a whole. */
  readonly externalSkuId: string
}

export interface LiveOffer {
  readonly price: Money
  readonly quantity: number
  readonly onSale: boolean
  readonly fetchedAt: Date
  /** The platform did not answer: this is the last answer it gave. */
  readonly stale: boolean
}

export interface MarketplaceOffer {
  readonly platform: Platform
  readonly externalId: string
  readonly title: string
  readonly price: Money
  readonly imageUrl: string | null
  readonly url: string | null
  readonly quantity: number | null
}

export interface AccessUseCases {
  /** Gives the id of the revocation. */
  revokeTokens(input: unknown, actor: string): Promise<Outcome<string>>
}

export interface CatalogUseCases {
  /** What the platform finds, from the hit after `offset` on. */
  search(
    platform: Platform,
    query: string,
    slice: { offset: number; limit: number },
  ): Promise<{ offers: readonly MarketplaceOffer[]; total: number | null; hasNext: boolean }>
}

/** A level as an answer that may be repeated gives it: JSON, so times are ISO strings. */
export interface LevelAnswer {
  readonly level: Omit<StockLevel, 'updatedAt'> & { readonly updatedAt: string }
  readonly movementId: string | null
}

/** A step of a transfer: its id, and the levels that changed. */
export interface TransferStepAnswer {
  readonly transferId: string
  readonly levels: readonly LevelAnswer[]
}

/** Inputs are parsed inside: what arrives is the GraphQL input with global ids made local. */
export interface InventoryUseCases {
  adjustStock(input: unknown, actor: string): Promise<Outcome<LevelAnswer>>
  transferStock(input: unknown, actor: string): Promise<Outcome<{ from: LevelAnswer; to: LevelAnswer }>>
  recordStocktake(input: unknown, actor: string): Promise<Outcome<LevelAnswer[]>>
  setSafetyStock(input: unknown, actor: string): Promise<Outcome<LevelAnswer>>
  dispatchTransfer(input: unknown, actor: string): Promise<Outcome<TransferStepAnswer>>
  receiveTransfer(input: unknown, actor: string): Promise<Outcome<TransferStepAnswer>>
  cancelTransfer(input: unknown, actor: string): Promise<Outcome<TransferStepAnswer>>
  /** Gives the buffer's id. */
  setChannelBuffer(input: unknown, actor: string): Promise<Outcome<string>>
  /** Gives the proposal's id. */
  approveReplenishment(input: unknown, actor: string): Promise<Outcome<string>>
  declineReplenishment(id: string, actor: string): Promise<Outcome<string>>
  receivePurchase(
    input: unknown,
    actor: string,
  ): Promise<Outcome<{ purchaseOrderId: string; received: number; complete: boolean }>>
}

export interface ShopUseCases {
  /** Gives the page of the platform where the shop's owner agrees. */
  beginLink(platform: Platform, actor: string): Promise<Outcome<string>>
  /** Gives the shop's id. */
  unlink(shopId: string, actor: string): Promise<Outcome<string>>
}

export interface AlertUseCases {
  /** Gives the rule's id. */
  setAlertRule(input: unknown, actor: string): Promise<Outcome<string>>
  /** Gives the alert's id. */
  acknowledgeAlert(id: string, actor: string): Promise<Outcome<string>>
  /** Gives the request's id. */
  notifyWhenBack(skuId: string, customerId: string): Promise<Outcome<string>>
  /** Gives the delivery's id. */
  retryAlertDelivery(id: string): Promise<Outcome<string>>
  /** Gives the supplier's id. */
  setSupplierContact(input: unknown): Promise<Outcome<string>>
}

export type StockFeedItem =
  | {
      readonly kind: 'snapshot'
      readonly cursor: string
      readonly levels: readonly StockLevel[]
      readonly complete: boolean
    }
  | {
      readonly kind: 'change'
      readonly cursor: string
      readonly payload: StockPayload
      readonly delta: number
      readonly coalesced: number
      readonly event: FeedEvent
    }
  | FeedGap

export type AlertFeedItem =
  | {
      readonly kind: 'alert'
      readonly cursor: string
      readonly alertId: string
      readonly status: AlertStatus
      readonly occurredAt: Date
    }
  | FeedGap

export type SyncAlertFeedItem =
  | {
      readonly kind: 'sync-alert'
      readonly cursor: string
      readonly alertId: string
      readonly shopId: string | null
      /** What the graph calls `kind`. */
      readonly anomaly: string
      readonly message: string
      readonly status: 'OPEN' | 'RESOLVED'
      readonly occurredAt: Date
    }
  | FeedGap

export type ListingFeedItem =
  | {
      readonly kind: 'listing'
      readonly cursor: string
      readonly listingId: string
      /** Minor units, as text. */
      readonly priceBefore: { readonly minor: string; readonly currency: string } | null
      readonly quantityBefore: number | null
      readonly occurredAt: Date
    }
  | FeedGap

export type BackInStockFeedItem =
  | {
      readonly kind: 'back-in-stock'
      readonly cursor: string
      readonly requestId: string
      readonly occurredAt: Date
    }
  | FeedGap

/** Local ids; null does not restrict. `after` is the cursor as the client sent it. */
export interface WatchArgs {
  readonly skuIds: readonly string[] | null
  readonly productIds: readonly string[] | null
  readonly warehouseIds: readonly string[] | null
  readonly after: string | null
}

export interface Feeds {
  stock(viewer: Viewer, watch: WatchArgs & { snapshot: boolean }): AsyncIterable<StockFeedItem>
  alerts(viewer: Viewer, watch: WatchArgs): AsyncIterable<AlertFeedItem>
  orders(
    viewer: Viewer,
    watch: Pick<WatchArgs, 'after'> & { orderIds: readonly string[] | null },
  ): AsyncIterable<OrderChangeItem | FeedGap>
  backInStock(customerId: string, after: string | null): AsyncIterable<BackInStockFeedItem>
  syncAlerts(
    watch: Pick<WatchArgs, 'after'> & { shopIds: readonly string[] | null; snapshot: boolean },
  ): AsyncIterable<SyncAlertFeedItem>
  listings(
    watch: Pick<WatchArgs, 'productIds' | 'after'> & { platforms: readonly Platform[] | null },
  ): AsyncIterable<ListingFeedItem>
}

/** What the process that answers counts; for consoles that draw it. */
export interface SystemFigures {
  /** Anew at every start: sums of different processes can't be compared. */
  readonly process: string
  feed(): FeedCounters
  callRates(): readonly CallRate[]
  sync(): Promise<SyncFigures>
}

export interface CallRate {
  readonly api: string
  readonly perSecond: number
  /** The platform refused calls: none before so many milliseconds. */
  readonly bannedForMs: number
}

export interface ComponentHealth {
  readonly name: string
  readonly healthy: boolean
  /** In words, for the operator. */
  readonly detail: string
}
