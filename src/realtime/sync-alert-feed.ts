import type { SyncAlertKind } from '../domain/sync-words.ts'
import type { Position } from './cursor.ts'
import { type FeedSource, type GapItem, type ResumeOptions, stateItems } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface OpenSyncAlert {
  readonly id: string
  readonly shopId: string | null
  readonly kind: SyncAlertKind
  readonly message: string
  readonly openedAt: Date
}

interface SyncAlertItem {
  readonly kind: 'sync-alert'
  readonly cursor: string
  readonly alertId: string
  readonly shopId: string | null
  /** The alert's kind; the item's own tells items apart. */
  readonly anomaly: SyncAlertKind
  readonly message: string
  readonly status: 'OPEN' | 'RESOLVED'
  readonly occurredAt: Date
}

export type SyncAlertFeedItem = SyncAlertItem | GapItem

/** The alerts about these shops that are open, oldest first; null is all. */
export type ReadOpenSyncAlerts = (shopIds: ReadonlySet<string> | null) => Promise<readonly OpenSyncAlert[]>

/**
 * Alerts of synchronisation, opened and resolved. After a gap, and at the beginning with `snapshot`, come all that are
 * open: they are the fresh state.
 */
export function syncAlertFeed(
  source: FeedSource,
  readOpen: ReadOpenSyncAlerts,
  watch: Watch,
  { snapshot = false, ...resume }: ResumeOptions & { snapshot?: boolean },
): AsyncIterableIterator<SyncAlertFeedItem> {
  async function* fresh(at: Position): AsyncGenerator<SyncAlertItem> {
    const open = await readOpen(watch.shopIds)
    yield* stateItems(at, open, ({ id, shopId, kind, message, openedAt }, cursor) => ({
      kind: 'sync-alert',
      cursor,
      alertId: id,
      shopId,
      anomaly: kind,
      message,
      status: 'OPEN',
      occurredAt: openedAt,
    }))
  }

  return topicFeed(
    source,
    {
      topic: 'sync',
      watch,
      fresh,
      startFresh: snapshot,
      itemOf: ({ kind, occurredAt, alertId, shopId, message, status }, cursor): SyncAlertItem => ({
        kind: 'sync-alert',
        cursor,
        alertId,
        shopId,
        anomaly: kind,
        message,
        status,
        occurredAt: new Date(occurredAt),
      }),
    },
    resume,
  )
}
