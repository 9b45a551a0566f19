import type { Position } from './cursor.ts'
import { type FeedSource, type GapItem, type ResumeOptions, stateItems } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface ImportItem {
  readonly kind: 'import'
  readonly cursor: string
  readonly importId: string
  readonly occurredAt: Date
}

export type ImportFeedItem = ImportItem | GapItem

/** Progress of one import. It comes first as it is, so that one that is over already is known to be. */
export function importFeed(
  source: FeedSource,
  importId: string,
  resume: ResumeOptions,
): AsyncIterableIterator<ImportFeedItem> {
  const watch: Watch = {
    topic: 'import',
    skuIds: null,
    productIds: null,
    warehouseIds: null,
    shopIds: null,
    supplierKey: null,
    importId,
  }
  const item = (cursor: string, occurredAt: Date): ImportItem => ({
    kind: 'import',
    cursor,
    importId,
    occurredAt,
  })
  async function* fresh(at: Position): AsyncGenerator<ImportItem> {
    yield* stateItems(at, [importId], (_id, cursor) => item(cursor, new Date()))
  }
  return topicFeed(
    source,
    {
      topic: 'import',
      watch,
      fresh,
      startFresh: resume.after === null,
      itemOf: ({ occurredAt }, cursor) => item(cursor, new Date(occurredAt)),
    },
    resume,
  )
}
