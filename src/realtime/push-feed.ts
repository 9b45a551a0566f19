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
 */
export function pushFeed<State, Item>(
  options: SubscriberFeedOptions<State>,
  toItem: (item: FeedItem<State>) => Item | null,
  sink: PushSink<Item>,
): PushedFeed {
  const feed = new PushedFeed(
    options,
    toItem as (item: FeedItem<unknown>) => unknown,
    sink as PushSink<unknown>,
  )
  feed.start()
  return feed
}

/** One object for each of many thousand subscribers, so it holds little and makes no closures. */
export class PushedFeed implements LiveTarget {
  readonly #subscriber: Subscriber<unknown>
  readonly #toItem: (item: FeedItem<unknown>) => unknown
  readonly #sink: PushSink<unknown>
  #stopped = false

  constructor(
    options: SubscriberFeedOptions<unknown>,
    toItem: (item: FeedItem<unknown>) => unknown,
    sink: PushSink<unknown>,
  ) {
    this.#subscriber = new Subscriber(options)
    this.#toItem = toItem
    this.#sink = sink
  }

  start(): void {
    void this.#catchUp(this.#subscriber.begin())
  }

  /** Ends the subscription; the sink is not told. */
  stop(): void {
    this.#stopped = true
    this.#subscriber.subscription.close()
  }

  offer(event: FeedEvent, position: Position): boolean {
    if (!this.#subscriber.wants(event)) return true
    if (!this.#sink.offer(event, position)) return false
    this.#subscriber.count(0)
    return true
  }

  fellBehind(): void {
    void this.#catchUp(null)
  }

  async #catchUp(first: AsyncIterable<FeedItem<unknown>> | null): Promise<void> {
    const { subscription } = this.#subscriber
    const { queue } = subscription
    try {
      if (first) await this.#sendAll(first)
      for (;;) {
        await this.#sink.ready()
        const item = queue.poll()
        if (queue.closed) return this.#end()
        if (!item) return subscription.goLive(this)
        await this.#sendAll(this.#subscriber.expand(item))
      }
    } catch (error) {
      this.#end(error)
    }
  }

  async #sendAll(items: AsyncIterable<FeedItem<unknown>>): Promise<void> {
    const { queue } = this.#subscriber.subscription
    for await (const item of items) {
      if (queue.closed) return
      const shown = this.#toItem(item)
      if (shown !== null) await this.#sink.send(shown)
    }
  }

  #end(error?: unknown): void {
    if (this.#stopped) return
    this.stop()
    this.#sink.ended(error)
  }
}
