import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'
import type { LiveOwner, LiveTarget, Offered } from './live-target.ts'
import { type FeedItem, Subscriber, type SubscriberFeedOptions } from './subscriber-feed.ts'

/** Where a pushed feed goes: one operation on one connection. */
export interface PushSink<Item> extends LiveTarget {
  /** Items that come one by one: state, replay, gaps, what was queued. Resolves when the sink can take more. */
  send(item: Item): Promise<void>
  /** A live change; refused when the connection is backed up. Called often: it must not wait. */
  offer(event: FeedEvent, position: Position, more: boolean): Offered
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
export class PushedFeed implements LiveTarget, LiveOwner {
  readonly #subscriber: Subscriber<unknown>
  readonly #toItem: (item: FeedItem<unknown>) => unknown
  readonly #sink: PushSink<unknown>
  readonly filters = true
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

  /** While some of what comes may be known to the subscriber; later the hub offers it to the sink itself. */
  offer(event: FeedEvent, position: Position, more: boolean): Offered {
    if (!this.#subscriber.wants(event)) return 'not wanted'
    const offered = this.#sink.offer(event, position, more)
    if (offered === 'taken') this.#goLive()
    return offered
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
        if (!item) return this.#goLive()
        await this.#sendAll(this.#subscriber.expand(item))
      }
    } catch (error) {
      this.#end(error)
    }
  }

  #goLive(): void {
    const { subscription, mayKnow } = this.#subscriber
    subscription.goLive(mayKnow ? this : this.#sink, this)
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
