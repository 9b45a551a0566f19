import type { AlertStatus } from '../domain/alert.ts'
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
  { after, onStuck }: ResumeOptions,
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

  const items = subscriberFeed<AlertItem>({
    ...source,
    watch,
    fresh,
    after,
    startFresh: false,
    ...(onStuck && { onStuck }),
  })

  return mapFeed(items, (item): AlertFeedItem | null => {
    if (item.kind === 'state') return item.state
    if (item.kind === 'gap') return gapItem(item)
    const { payload } = item.event
    if (payload.topic !== 'alert') return null
    return {
      kind: 'alert',
      cursor: encodeCursor(item.position),
      alertId: payload.alertId,
      status: payload.status,
      occurredAt: new Date(payload.occurredAt),
    }
  })
}
