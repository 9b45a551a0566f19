import type { FeedPayload, FeedTopic } from '../domain/feed-event.ts'
import { encodeCursor, type Position } from './cursor.ts'
import { type FeedSource, type GapItem, gapItem, mapFeed, type ResumeOptions } from './feed-source.ts'
import { subscriberFeed } from './subscriber-feed.ts'
import type { Watch } from './watch.ts'

type PayloadOf<Topic extends FeedTopic> = Extract<FeedPayload, { readonly topic: Topic }>

/** How a topic with self-contained events is shown to a subscriber. */
export interface TopicFeed<Topic extends FeedTopic, Item> {
  /** The watch's own. */
  readonly topic: Topic
  readonly watch: Watch
  /** The state as items with their cursors; null: there is too much to tell, and a gap is followed by nothing. */
  readonly fresh: ((at: Position) => AsyncIterable<Item>) | null
  /** Whether the state comes first even without a gap. */
  readonly startFresh?: boolean
  readonly itemOf: (payload: PayloadOf<Topic>, cursor: string) => Item
}

/** The feed of one topic: its events as items, a gap where something was missed, and after it the state. */
export function topicFeed<Topic extends FeedTopic, Item>(
  source: FeedSource,
  { topic, watch, fresh, startFresh = false, itemOf }: TopicFeed<Topic, Item>,
  { after, onStuck }: ResumeOptions,
): AsyncIterableIterator<Item | GapItem> {
  const items = subscriberFeed<Item>({
    ...source,
    watch,
    fresh: fresh ?? nothing,
    after,
    startFresh,
    ...(onStuck && { onStuck }),
  })
  return mapFeed(items, (item): Item | GapItem | null => {
    if (item.kind === 'state') return item.state
    if (item.kind === 'gap') return gapItem(item, { needsState: fresh !== null })
    const { payload } = item.event
    return payload.topic === topic ? itemOf(payload as PayloadOf<Topic>, encodeCursor(item.position)) : null
  })
}

async function* nothing(): AsyncGenerator<never> {}
