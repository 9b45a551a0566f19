import type { FeedSource, GapItem, ResumeOptions } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface ProductItem {
  readonly kind: 'product'
  readonly cursor: string
  readonly productId: string
  readonly fields: readonly string[]
  readonly occurredAt: Date
}

export type ProductFeedItem = ProductItem | GapItem

/** Changes of the catalogue. After a gap no state follows: a product is read from the graph as it is. */
export function productFeed(
  source: FeedSource,
  watch: Watch,
  resume: ResumeOptions,
): AsyncIterableIterator<ProductFeedItem> {
  return topicFeed(
    source,
    {
      topic: 'product',
      watch,
      // A catalogue is too large to tell all of it.
      fresh: null,
      itemOf: ({ productId, fields, occurredAt }, cursor): ProductItem => ({
        kind: 'product',
        cursor,
        productId,
        fields,
        occurredAt: new Date(occurredAt),
      }),
    },
    resume,
  )
}
