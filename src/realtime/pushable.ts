import { mapFeed } from './feed-source.ts'
import { type PushedFeed, type PushSink, pushFeed } from './push-feed.ts'
import { type FeedItem, type SubscriberFeedOptions, subscriberFeed } from './subscriber-feed.ts'

/**
 * A feed that its reader either pulls (as any async iterable: SSE, the ordinary way) or has pushed into a sink
 * (sockets, where ten thousand of them must cost next to nothing while nothing happens). Nothing is registered
 * before the one or the other.
 */
export interface Pushable<Item> extends AsyncIterable<Item> {
  /** The same as iterating it. */
  pull(): AsyncIterableIterator<Item>
  push(sink: PushSink<Item>): Pick<PushedFeed, 'stop'>
}

export function pushable<State, Item>(
  options: SubscriberFeedOptions<State>,
  toItem: (item: FeedItem<State>) => Item | null,
): Pushable<Item> {
  const pull = () => mapFeed(subscriberFeed(options), toItem)
  return { pull, push: (sink) => pushFeed(options, toItem, sink), [Symbol.asyncIterator]: pull }
}

export function isPushable(feed: AsyncIterable<unknown>): feed is Pushable<unknown> {
  return 'push' in feed && typeof feed.push === 'function'
}
