import type { Feeds, WatchArgs } from '../../schema/context.ts'
import { badInput } from '../../schema/errors.ts'
import type { FeedTopic } from '../domain/feed-event.ts'
import type { Viewer } from '../domain/viewer.ts'
import { alertFeed, type ReadOpenAlerts } from '../realtime/alert-feed.ts'
import { backInStockFeed, type ReadAnswered } from '../realtime/back-in-stock-feed.ts'
import { decodeCursor, type Position, type ResumePoint } from '../realtime/cursor.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import { importFeed } from '../realtime/import-feed.ts'
import { listingFeed } from '../realtime/listing-feed.ts'
import { offerAlertFeed } from '../realtime/offer-alert-feed.ts'
import { orderFeed, type ReadOrders } from '../realtime/order-feed.ts'
import { productFeed } from '../realtime/product-feed.ts'
import { type ReadLevels, stockFeed } from '../realtime/stock-feed.ts'
import { type ReadOpenSyncAlerts, syncAlertFeed } from '../realtime/sync-alert-feed.ts'
import { idsOf, type Watch } from '../realtime/watch.ts'
import type { Connection } from './connection.ts'

export interface FeedDeps {
  readonly source: FeedSource
  readonly readLevels: ReadLevels
  readonly readOpenAlerts: ReadOpenAlerts
  readonly readOpenSyncAlerts: ReadOpenSyncAlerts
  readonly readOrders: ReadOrders
  readonly readAnswered: ReadAnswered
  /** Called before this number of events is replayed for a subscriber that came back. */
  readonly onReplay?: (connection: Connection, events: number) => void
}

/** The feeds as the graph's subscriptions ask for them. */
export function feedsOf(deps: FeedDeps, connection: Connection): Feeds {
  const { source, readLevels, readOpenAlerts, readOpenSyncAlerts, readOrders, readAnswered } = deps
  const { onStuck } = connection
  const watching = (watch: Watch): Watch => {
    connection.watch?.(idsOf(watch))
    return watch
  }
  const from = (after: string | null) => {
    const point = resumePointOf(connection, after)
    const events = point ? eventsSince(source, point) : 0
    if (events > 0) deps.onReplay?.(connection, events)
    return { after: point, onStuck }
  }
  return {
    stock: (viewer, { snapshot, ...args }) =>
      stockFeed(source, readLevels, watching(watchOf('stock', viewer, args)), {
        ...from(args.after),
        snapshot,
      }),
    alerts: (viewer, args) =>
      alertFeed(source, readOpenAlerts, watching(watchOf('alert', viewer, args)), from(args.after)),
    orders: (viewer, { orderIds, after }) =>
      orderFeed(source, readOrders, watching(ordersWatched(viewer, orderIds)), from(after)),
    backInStock: (customerId, after) => backInStockFeed(source, readAnswered, customerId, from(after)),
    imports: (importId, after) => importFeed(source, importId, from(after)),
    syncAlerts: ({ shopIds, after, snapshot }) =>
      syncAlertFeed(source, readOpenSyncAlerts, watching(shopsWatched(shopIds)), {
        ...from(after),
        snapshot,
      }),
    listings: ({ productIds, platforms, after }) =>
      listingFeed(
        source,
        watching({
          topic: 'listing',
          skuIds: null,
          productIds: productIds && new Set(productIds),
          warehouseIds: null,
          shopIds: null,
          supplierKey: null,
          platforms: platforms && new Set(platforms),
        }),
        from(after),
      ),
    offerAlerts: ({ skuIds, after }) =>
      offerAlertFeed(
        source,
        watching({
          topic: 'offer-alert',
          skuIds: skuIds && new Set(skuIds),
          productIds: null,
          warehouseIds: null,
          shopIds: null,
          supplierKey: null,
        }),
        from(after),
      ),
    products: (viewer, { productIds, after }) =>
      productFeed(
        source,
        watching({
          topic: 'product',
          skuIds: null,
          productIds: productIds && new Set(productIds),
          warehouseIds: null,
          shopIds: null,
          supplierKey: null,
          publicOnly: !viewer.scopes.has('catalog:read-all'),
        }),
        from(after),
      ),
  }
}

function watchOf(topic: FeedTopic, viewer: Viewer, args: WatchArgs): Watch {
  const setOf = (ids: readonly string[] | null) => ids && new Set(ids)
  return {
    topic,
    skuIds: setOf(args.skuIds),
    productIds: setOf(args.productIds),
    warehouseIds: setOf(args.warehouseIds),
    shopIds: null,
    // Available stock of named SKUs is public; alerts are private to each supplier.
    supplierKey: topic === 'alert' && viewer.role === 'supplier' ? viewer.subject : null,
  }
}

/** Viewers who may not read all orders get their own; orders without a customer have no subject. */
function ordersWatched(viewer: Viewer, orderIds: readonly string[] | null): Watch {
  return {
    topic: 'order',
    skuIds: null,
    productIds: null,
    warehouseIds: null,
    shopIds: null,
    supplierKey: null,
    orderIds: orderIds && new Set(orderIds),
    customerId: viewer.scopes.has('orders:read') ? null : (viewer.subject ?? ''),
  }
}

function shopsWatched(shopIds: readonly string[] | null): Watch {
  return {
    topic: 'sync',
    skuIds: null,
    productIds: null,
    warehouseIds: null,
    shopIds: shopIds && new Set(shopIds),
    supplierKey: null,
  }
}

/**
 * Where a subscriber left off. An event stream that comes back asks the same URL again, so the id of the last event it
 * had is newer than the `after` in it.
 */
function resumePointOf({ lastEventId }: Connection, after: string | null): ResumePoint | null {
  const cursor = lastEventId ?? after
  if (cursor === null) return null
  const point = decodeCursor(cursor)
  if (!point)
    throw badInput(lastEventId === undefined ? 'after' : 'Last-Event-ID', 'is not a cursor of this feed')
  return point
}

/** Events that are replayed from there: none when a gap and the state come instead. */
function eventsSince(
  { hub, longestReplay = Number.POSITIVE_INFINITY }: FeedSource,
  point: ResumePoint,
): number {
  const { epoch, seq }: Position = hub.position
  const events = seq - point.seq
  return point.needsState || point.epoch !== epoch || events > longestReplay ? 0 : events
}
