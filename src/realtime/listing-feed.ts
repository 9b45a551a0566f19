import type { ListingPayload } from '../domain/feed-event.ts'
import { encodeCursor } from './cursor.ts'
import { type FeedSource, type GapItem, gapItem, mapFeed, type ResumeOptions } from './feed-source.ts'
import { subscriberFeed } from './subscriber-feed.ts'
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
 * Changes of price and quantity on the platforms. After a gap no state follows: a listing is read from the graph
 * as it is, and the next change of it comes by itself.
 */
export function listingFeed(
  source: FeedSource,
  watch: Watch,
  { after, onStuck }: ResumeOptions,
): AsyncIterableIterator<ListingFeedItem> {
  const items = subscriberFeed<never>({
    ...source,
    watch,
    // There are too many listings to tell all of them.
    fresh: async function* () {},
    after,
    startFresh: false,
    ...(onStuck && { onStuck }),
  })
  return mapFeed(items, (item): ListingFeedItem | null => {
    if (item.kind === 'state') return null
    if (item.kind === 'gap') return gapItem(item, { needsState: false })
    const { payload } = item.event
    if (payload.topic !== 'listing') return null
    const { listingId, priceBefore, quantityBefore, occurredAt } = payload
    return {
      kind: 'listing',
      cursor: encodeCursor(item.position),
      listingId,
      priceBefore,
      quantityBefore,
      occurredAt: new Date(occurredAt),
    }
  })
}
