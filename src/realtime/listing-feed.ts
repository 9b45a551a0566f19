import type { ListingPayload } from '../domain/feed-event.ts'
import type { FeedSource, GapItem, ResumeOptions } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface ListingItem {
  readonly kind: 'listing'
  readonly cursor: string
  readonly listingId: string
  readonly priceBefore: ListingPayload['priceBefore']
  readonly quantityBefore: number | null
  readonly occurredAt: Date
}

export type ListingFeedItem = ListingItem | GapItem

/**
 * Changes of price and quantity on the platforms. After a gap no state follows: clients read listings from the graph
 * , and later changes arrive as usual.
 */
export function listingFeed(
  source: FeedSource,
  watch: Watch,
  resume: ResumeOptions,
): AsyncIterableIterator<ListingFeedItem> {
  return topicFeed(
    source,
    {
      topic: 'listing',
      watch,
      // There are too many listings to tell all of them.
      fresh: null,
      itemOf: ({ listingId, priceBefore, quantityBefore, occurredAt }, cursor): ListingItem => ({
        kind: 'listing',
        cursor,
        listingId,
        priceBefore,
        quantityBefore,
        occurredAt: new Date(occurredAt),
      }),
    },
    resume,
  )
}
