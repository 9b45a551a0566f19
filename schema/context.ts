import type DataLoader from 'dataloader'
import type { Catalogue, FoundOffer } from '../src/catalogue/index.ts'
import type { AlertStatus } from '../src/domain/alert.ts'
import type { ExchangeRate } from '../src/domain/exchange-rate.ts'
import type { FeedEvent, StockPayload } from '../src/domain/feed-event.ts'
import type { Money } from '../src/domain/money.ts'
import type { Platform } from '../src/domain/platform.ts'
import type { StockLevel } from '../src/domain/stock.ts'
import type { SyncAlertKind } from '../src/domain/sync-words.ts'
import type { Outcome } from '../src/domain/user-error.ts'
import type { Viewer } from '../src/domain/viewer.ts'
import type { MediaModule } from '../src/media/index.ts'
import type { FeedCounters } from '../src/realtime/hub.ts'
import type { PrismaClient } from '../src/store/generated/client.ts'
import type { SyncFigures } from '../src/store/sync-watch.ts'
import type { AnalyticsReads } from './analytics-context.ts'
import type { FeedGap } from './feed-gap.ts'
import type { OrderChangeItem, OrderUseCases } from './order-context.ts'
import type { SkuSuggestion, SyncUseCases } from './sync-context.ts'

export type { FeedGap } from './feed-gap.ts'

/** Context of resolvers. Made by the server for every request and every delivered event. */
export interface GraphContext {
  readonly viewer: Viewer
  /** Who is charged for calls that cost money: the address of a caller without a token; null: no charge. */
  readonly payer: string | null
  readonly prisma: PrismaClient
  readonly loaders: Loaders
  readonly shops: ShopUseCases
  readonly inventory: InventoryUseCases
  readonly alerts: AlertUseCases
  readonly catalog: Catalogue
  readonly media: MediaModule
  readonly orders: OrderUseCases
  readonly sync: SyncUseCases
  readonly feeds: Feeds
  readonly access: AccessUseCases
  readonly analytics: AnalyticsReads
  readonly status: () => Promise<readonly ComponentHealth[]>
  readonly figures: SystemFigures
  /** Absent when the answer is not cached. */
  readonly reads?: Reads | undefined
}

/** Root fields report the data of the answer here, so that it can be cached until that changes. */
export interface Reads {
  product(id: string): void
  /** Which rows there are depends on the stock of all products. */
  allStock(): void
  /** Which rows there are depends on the whole catalogue. */
  catalogue(): void
  /** They depend on what no event tells of: the answer is not kept. */
  unannounced(): void
}

export interface Loaders {
  /** SKUs that an unmatched listing may be, by the listing's id. */
  readonly skuSuggestions: DataLoader<string, readonly SkuSuggestion[]>
  /** Offers read from the platforms, batched to their own limits; a failed read is that key's error. */
  readonly liveOffer: DataLoader<LiveOfferKey, LiveOffer | null, string>
  /** Products on show in a category and all below it. */
  readonly categoryProducts: DataLoader<string, number>
  /** Whether a product is on show. */
  readonly onShow: DataLoader<string, boolean>
  /** Value of one CNY, by ISO 4217 code; null without a rate. */
  readonly exchangeRate: DataLoader<string, ExchangeRate | null>
  /** Units that a platform may sell of a SKU. */
  readonly sellable: DataLoader<{ readonly platform: Platform; readonly skuId: string }, number, string>
}

interface LiveOfferKey {
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

export type MarketplaceOffer = FoundOffer

export interface AccessUseCases {
  /** Gives the id of the revocation. */
  revokeTokens(input: unknown, actor: string): Promise<Outcome<string>>
}

/** A level as an answer that may be repeated gives it: JSON, so times are ISO strings. */
interface LevelAnswer {
  readonly level: Omit<StockLevel, 'updatedAt'> & { readonly updatedAt: string }
  readonly movementId: string | null
}

/** A step of a transfer: its id, and the levels that changed. */
export interface TransferStepAnswer {
  readonly transferId: string
  readonly levels: readonly LevelAnswer[]
}

/** Inputs are parsed inside: they arrive as GraphQL input with global ids made local. */
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
      /** `kind` in the graph. */
      readonly anomaly: SyncAlertKind
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

export type ProductFeedItem =
  | {
      readonly kind: 'product'
      readonly cursor: string
      readonly productId: string
      readonly fields: readonly string[]
      readonly occurredAt: Date
    }
  | FeedGap

export type OfferAlertFeedItem =
  | {
      readonly kind: 'offer-alert'
      readonly cursor: string
      readonly alertId: string
      readonly status: 'OPEN' | 'RESOLVED'
      readonly occurredAt: Date
    }
  | FeedGap

export type ImportFeedItem =
  | {
      readonly kind: 'import'
      readonly cursor: string
      readonly importId: string
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
  imports(importId: string, after: string | null): AsyncIterable<ImportFeedItem>
  syncAlerts(
    watch: Pick<WatchArgs, 'after'> & { shopIds: readonly string[] | null; snapshot: boolean },
  ): AsyncIterable<SyncAlertFeedItem>
  listings(
    watch: Pick<WatchArgs, 'productIds' | 'after'> & { platforms: readonly Platform[] | null },
  ): AsyncIterable<ListingFeedItem>
  offerAlerts(watch: Pick<WatchArgs, 'skuIds' | 'after'>): AsyncIterable<OfferAlertFeedItem>
  products(viewer: Viewer, watch: Pick<WatchArgs, 'productIds' | 'after'>): AsyncIterable<ProductFeedItem>
}

/** Counters of the answering process, for consoles. */
export interface SystemFigures {
  /** Changes at every start: totals of different processes can't be compared. */
  readonly process: string
  feed(): FeedCounters
  callRates(): readonly CallRate[]
  sync(): Promise<SyncFigures>
}

interface CallRate {
  readonly api: string
  readonly perSecond: number
  /** Milliseconds until the platform accepts calls again; 0 or less: now. */
  readonly bannedForMs: number
}

export interface ComponentHealth {
  readonly name: string
  readonly healthy: boolean
  /** In words, for the operator. */
  readonly detail: string
}
