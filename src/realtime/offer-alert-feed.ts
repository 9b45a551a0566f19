import type { FeedSource, GapItem, ResumeOptions } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface OfferAlertItem {
  readonly kind: 'offer-alert'
  readonly cursor: string
  readonly alertId: string
  readonly status: 'OPEN' | 'RESOLVED'
  readonly occurredAt: Date
}

export type OfferAlertFeedItem = OfferAlertItem | GapItem

/** Alerts about offers, opened and resolved. After a gap no state follows: the graph lists those that are open. */
export function offerAlertFeed(
  source: FeedSource,
  watch: Watch,
  resume: ResumeOptions,
): AsyncIterableIterator<OfferAlertFeedItem> {
  return topicFeed(
    source,
    {
      topic: 'offer-alert',
      watch,
      fresh: null,
      itemOf: ({ alertId, status, occurredAt }, cursor): OfferAlertItem => ({
        kind: 'offer-alert',
        cursor,
        alertId,
        status,
        occurredAt: new Date(occurredAt),
      }),
    },
    resume,
  )
}
