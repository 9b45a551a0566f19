import type { AlertStatus } from '../domain/alert.ts'
import type { Position } from './cursor.ts'
import { type FeedSource, type GapItem, type ResumeOptions, stateItems } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface AlertItem {
  readonly kind: 'alert'
  readonly cursor: string
  readonly alertId: string
  readonly status: AlertStatus
  readonly occurredAt: Date
}

export type AlertFeedItem = AlertItem | GapItem

/** The alerts of a watch that are not resolved, oldest first. */
export type ReadOpenAlerts = (
  watch: Watch,
) => Promise<readonly { readonly id: string; readonly status: AlertStatus; readonly openedAt: Date }[]>

/** Alerts of a watch. After a gap come all that are not resolved: they are the fresh state. */
export function alertFeed(
  source: FeedSource,
  readOpenAlerts: ReadOpenAlerts,
  watch: Watch,
  resume: ResumeOptions,
): AsyncIterableIterator<AlertFeedItem> {
  async function* fresh(at: Position): AsyncGenerator<AlertItem> {
    yield* stateItems(at, await readOpenAlerts(watch), ({ id, status, openedAt }, cursor) => ({
      kind: 'alert',
      cursor,
      alertId: id,
      status,
      occurredAt: openedAt,
    }))
  }

  return topicFeed(
    source,
    {
      topic: 'alert',
      watch,
      fresh,
      itemOf: ({ alertId, status, occurredAt }, cursor): AlertItem => ({
        kind: 'alert',
        cursor,
        alertId,
        status,
        occurredAt: new Date(occurredAt),
      }),
    },
    resume,
  )
}
