import type { Feeds, WatchArgs } from '../../schema/context.ts'
import { badInput } from '../../schema/errors.ts'
import type { FeedTopic } from '../domain/feed-event.ts'
import type { Viewer } from '../domain/viewer.ts'
import { alertFeed, type ReadOpenAlerts } from '../realtime/alert-feed.ts'
import { decodeCursor, type Position } from '../realtime/cursor.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import { type ReadLevels, stockFeed } from '../realtime/stock-feed.ts'
import type { Watch } from '../realtime/watch.ts'

export interface FeedDeps {
  readonly source: FeedSource
  readonly readLevels: ReadLevels
  readonly readOpenAlerts: ReadOpenAlerts
}

/** The feeds as the graph's subscriptions ask for them. */
export function feedsOf({ source, readLevels, readOpenAlerts }: FeedDeps, onStuck: () => void): Feeds {
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
  }
}

function watchOf(topic: FeedTopic, viewer: Viewer, args: WatchArgs): Watch {
  const setOf = (ids: readonly string[] | null) => ids && new Set(ids)
  return {
    topic,
    skuIds: setOf(args.skuIds),
    productIds: setOf(args.productIds),
    warehouseIds: setOf(args.warehouseIds),
    supplierKey: viewer.role === 'supplier' ? viewer.subject : null,
  }
}

function positionOf(after: string | null): Position | null {
  if (after === null) return null
  const position = decodeCursor(after)
  if (!position) throw badInput('after', 'is not a cursor of this feed')
  return position
}
