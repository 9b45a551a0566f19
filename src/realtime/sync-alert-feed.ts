import { encodeCursor, type Position } from './cursor.ts'
import {
  type FeedSource,
  type GapItem,
  gapItem,
  mapFeed,
  type ResumeOptions,
  stateItems,
} from './feed-source.ts'
import { subscriberFeed } from './subscriber-feed.ts'
import type { Watch } from './watch.ts'

interface OpenSyncAlert {
  readonly id: string
  readonly shopId: string | null
  readonly kind: string
  readonly message: string
  readonly openedAt: Date
}

interface SyncAlertItem {
  readonly kind: 'sync-alert'
  readonly cursor: string
  readonly alertId: string
  readonly shopId: string | null
  /** The alert's kind; the item's own tells items apart. */
  readonly anomaly: string
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
  { after, onStuck, snapshot = false }: ResumeOptions & { snapshot?: boolean },
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

  const items = subscriberFeed<SyncAlertItem>({
    ...source,
    watch,
    fresh,
    after,
    startFresh: snapshot,
    ...(onStuck && { onStuck }),
  })

  return mapFeed(items, (item): SyncAlertFeedItem | null => {
    if (item.kind === 'state') return item.state
    if (item.kind === 'gap') return gapItem(item)
    const { payload } = item.event
    if (payload.topic !== 'sync') return null
    const { alertId, shopId, kind, message, status, occurredAt } = payload
    const cursor = encodeCursor(item.position)
    return {
      kind: 'sync-alert',
      cursor,
      alertId,
      shopId,
      anomaly: kind,
      message,
      status,
      occurredAt: new Date(occurredAt),
    }
  })
}
