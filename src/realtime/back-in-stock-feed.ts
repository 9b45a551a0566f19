import type { Position } from './cursor.ts'
import { type FeedSource, type GapItem, type ResumeOptions, stateItems } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface BackInStockItem {
  readonly kind: 'back-in-stock'
  readonly cursor: string
  readonly requestId: string
  readonly occurredAt: Date
}

export type BackInStockFeedItem = BackInStockItem | GapItem

/** The customer's requests that were answered lately, for after a gap. */
export type ReadAnswered = (
  customerId: string,
) => Promise<readonly { readonly id: string; readonly notifiedAt: Date }[]>

/** SKUs that one customer waited for and that are back. After a gap come those that were answered lately, again. */
export function backInStockFeed(
  source: FeedSource,
  readAnswered: ReadAnswered,
  customerId: string,
  resume: ResumeOptions,
): AsyncIterableIterator<BackInStockFeedItem> {
  const watch: Watch = {
    topic: 'back-in-stock',
    skuIds: null,
    productIds: null,
    warehouseIds: null,
    shopIds: null,
    supplierKey: null,
    customerId,
  }
  async function* fresh(at: Position): AsyncGenerator<BackInStockItem> {
    yield* stateItems(at, await readAnswered(customerId), ({ id, notifiedAt }, cursor) => ({
      kind: 'back-in-stock',
      cursor,
      requestId: id,
      occurredAt: notifiedAt,
    }))
  }
  return topicFeed(
    source,
    {
      topic: 'back-in-stock',
      watch,
      fresh,
      itemOf: ({ requestId, occurredAt }, cursor): BackInStockItem => ({
        kind: 'back-in-stock',
        cursor,
        requestId,
        occurredAt: new Date(occurredAt),
      }),
    },
    resume,
  )
}
