import type { Feeds, WatchArgs } from '../../schema/context.ts'
import { badInput } from '../../schema/errors.ts'
import type { FeedTopic } from '../domain/feed-event.ts'
import type { Viewer } from '../domain/viewer.ts'
import { alertFeed, type ReadOpenAlerts } from '../realtime/alert-feed.ts'
import { backInStockFeed, type ReadAnswered } from '../realtime/back-in-stock-feed.ts'
import { decodeCursor, type ResumePoint } from '../realtime/cursor.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import { listingFeed } from '../realtime/listing-feed.ts'
import { orderFeed, type ReadOrders } from '../realtime/order-feed.ts'
import { type ReadLevels, stockFeed } from '../realtime/stock-feed.ts'
import { type ReadOpenSyncAlerts, syncAlertFeed } from '../realtime/sync-alert-feed.ts'
import type { Watch } from '../realtime/watch.ts'

export interface FeedDeps {
  readonly source: FeedSource
  readonly readLevels: ReadLevels
  readonly readOpenAlerts: ReadOpenAlerts
  readonly readOpenSyncAlerts: ReadOpenSyncAlerts
  readonly readOrders: ReadOrders
  readonly readAnswered: ReadAnswered
}

/** The feeds as the graph's subscriptions ask for them. */
export function feedsOf(deps: FeedDeps, onStuck: () => void): Feeds {
  const { source, readLevels, readOpenAlerts, readOpenSyncAlerts, readOrders, readAnswered } = deps
  return {
    stock: (viewer, { snapshot, ...args }) =>
      stockFeed(source, readLevels, watchOf('stock', viewer, args), {
        after: positionOf(args.after),
        snapshot,
        onStuck,
      }),
    alerts: (viewer, args) =>
      alertFeed(source, readOpenAlerts, watchOf('alert', viewer, args), {
        after: positionOf(args.after),
        onStuck,
      }),
    orders: (viewer, { orderIds, after }) =>
      orderFeed(source, readOrders, ordersWatched(viewer, orderIds), { after: positionOf(after), onStuck }),
    backInStock: (customerId, after) =>
      backInStockFeed(source, readAnswered, customerId, { after: positionOf(after), onStuck }),
    syncAlerts: ({ shopIds, after, snapshot }) =>
      syncAlertFeed(source, readOpenSyncAlerts, shopsWatched(shopIds), {
        after: positionOf(after),
        snapshot,
        onStuck,
      }),
    listings: ({ productIds, platforms, after }) =>
      listingFeed(
        source,
        {
          topic: 'listing',
          skuIds: null,
          productIds: productIds && new Set(productIds),
          warehouseIds: null,
          shopIds: null,
          supplierKey: null,
          platforms: platforms && new Set(platforms),
        },
        { after: positionOf(after), onStuck },
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
    // What can be promised of named SKUs is public; alerts are each supplier's own.
    supplierKey: topic === 'alert' && viewer.role === 'supplier' ? viewer.subject : null,
  }
}

/** Who may not read all orders hears of the own ones; nobody's orders have no subject. */
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

function positionOf(after: string | null): ResumePoint | null {
  if (after === null) return null
  const position = decodeCursor(after)
  if (!position) throw badInput('after', 'is not a cursor of this feed')
  return position
}
