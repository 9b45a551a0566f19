import type { Feeds, WatchArgs } from '../../schema/context.ts'
import { badInput } from '../../schema/errors.ts'
import type { FeedTopic } from '../domain/feed-event.ts'
import type { Viewer } from '../domain/viewer.ts'
import { alertFeed, type ReadOpenAlerts } from '../realtime/alert-feed.ts'
import { decodeCursor, type Position } from '../realtime/cursor.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import { type ReadLevels, stockFeed } from '../realtime/stock-feed.ts'
import { type ReadOpenSyncAlerts, syncAlertFeed } from '../realtime/sync-alert-feed.ts'
import type { Watch } from '../realtime/watch.ts'

export interface FeedDeps {
  readonly source: FeedSource
  readonly readLevels: ReadLevels
  readonly readOpenAlerts: ReadOpenAlerts
  readonly readOpenSyncAlerts: ReadOpenSyncAlerts
}

/** The feeds as the graph's subscriptions ask for them. */
export function feedsOf(deps: FeedDeps, onStuck: () => void): Feeds {
  const { source, readLevels, readOpenAlerts, readOpenSyncAlerts } = deps
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
    syncAlerts: ({ shopIds, after }) =>
      syncAlertFeed(source, readOpenSyncAlerts, shopsWatched(shopIds), {
        after: positionOf(after),
        onStuck,
      }),
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
    supplierKey: viewer.role === 'supplier' ? viewer.subject : null,
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

function positionOf(after: string | null): Position | null {
  if (after === null) return null
  const position = decodeCursor(after)
  if (!position) throw badInput('after', 'is not a cursor of this feed')
  return position
}
