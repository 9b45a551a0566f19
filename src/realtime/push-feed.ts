import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'
import type { LiveTarget } from './hub.ts'
import { type FeedItem, Subscriber, type SubscriberFeedOptions } from './subscriber-feed.ts'

/** Where a pushed feed goes: one operation on one connection. */
export interface PushSink<Item> {
  /** Items that come one by one: state, replay, gaps, what was queued. Resolves when the sink can take more. */
  send(item: Item): Promise<void>
  /** A live change, written at once; false when the connection is backed up. Called often: it must not wait. */
  offer(event: FeedEvent, position: Position): boolean
  /** Resolves when the connection is not backed up any more. */
  ready(): Promise<void>
  /** No more will come: the feed was stopped, or failed. Not called after the returned stop. */
  ended(error?: unknown): void
}

/**
 * Pushes a feed into a sink. While the sink keeps up nothing is held per subscriber but its registration:
 * the hub writes through. When it backs up, events wait in the subscriber's bounded queue until it is ready.
 * @returns ends the subscription
 */
export function pushFeed<State, Item>(
  options: SubscriberFeedOptions<State>,
  toItem: (item: FeedItem<State>) => Item | null,
  sink: PushSink<Item>,
): () => void {
  const subscriber = new Subscriber(options)
  const { subscription } = subscriber
  const { queue } = subscription
  let stopped = false

  const sendAll = async (items: AsyncIterable<FeedItem<State>>) => {
    for await (const item of items) {
      if (queue.closed) return
      const shown = toItem(item)
      if (shown !== null) await sink.send(shown)
    }
  }

  const catchUp = async (first: AsyncIterable<FeedItem<State>> | null) => {
    try {
      if (first) await sendAll(first)
      for (;;) {
        await sink.ready()
        const item = queue.poll()
        if (queue.closed) return end()
        if (!item) return subscription.goLive(target)
        await sendAll(subscriber.expand(item))
      }
    } catch (error) {
      end(error)
    }
  }

  const end = (error?: unknown) => {
    if (stopped) return
    stopped = true
    subscription.close()
    sink.ended(error)
  }

  const target: LiveTarget = {
    offer(event, position) {
      if (!subscriber.wants(event)) return true
      if (!sink.offer(event, position)) return false
      subscriber.count(0)
      return true
    },
    fellBehind: () => void catchUp(null),
  }

  void catchUp(subscriber.begin())
  return () => {
    stopped = true
    subscription.close()
  }
}
