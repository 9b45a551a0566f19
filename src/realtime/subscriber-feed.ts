import type { FeedEvent } from '../domain/feed-event.ts'
import { contiguous } from './bus.ts'
import type { Position, ResumePoint } from './cursor.ts'
import type { Hub } from './hub.ts'
import type { Subscription } from './member.ts'
import type { GapReason, Queued } from './queue.ts'
import { matches, type Watch } from './watch.ts'

export interface SubscriberFeedOptions<State> {
  hub: Hub
  watch: Watch
  /** Events after a position, from the log or the outbox table. */
  read: (after: Position, limit: number) => Promise<FeedEvent[]>
  /** Number of the last event there is, and the present epoch. */
  head: () => Promise<Position>
  /** The present state, in parts; read after the subscription began. `at` goes into its cursor. */
  fresh: (at: Position) => AsyncIterable<State>
  /** Events that are replayed at most; absent: as many as are kept. */
  longestReplay?: number | undefined
  /** Where the subscriber left off; null when it is new. */
  after: ResumePoint | null
  /** Whether a new subscriber gets the state first. */
  startFresh: boolean
  /** False for an event that the state already had. */
  isNews?: (event: FeedEvent) => boolean
  /** False once `isNews` is true for every event. */
  stateMayHave?: () => boolean
  onStuck?: (() => void) | undefined
}

export type FeedItem<State> = { readonly kind: 'state'; readonly state: State } | Queued

const PAGE = 500

/**
 * The promise to one subscriber: missed events, or the state, then every change, or a gap and the
 * state again. It is registered with the hub before anything is read, so there is no hole in between.
 * How items travel from here is up to the caller: pulled (`subscriberFeed`) or pushed (`pushFeed`).
 */
export class Subscriber<State> {
  readonly subscription: Subscription
  readonly #options: SubscriberFeedOptions<State>
  /** Events up to here are known to the subscriber already. */
  #known = 0

  constructor(options: SubscriberFeedOptions<State>) {
    this.#options = options
    this.subscription = options.hub.subscribe(options.watch, options.onStuck)
  }

  /** Items before the live changes. */
  async *begin(): AsyncGenerator<FeedItem<State>> {
    const { after, startFresh } = this.#options
    const { since } = this.subscription
    if (after?.needsState) yield* this.#state(since)
    else if (after) {
      const hole = yield* replay(this.#options, after, since)
      if (hole) yield* this.#gapAndState({ kind: 'gap', reason: hole, position: since, missed: null })
      else this.#known = after.seq
    } else if (startFresh) yield* this.#state(since)
  }

  /** Expands an item of the queue: itself, a gap with the state after it, or nothing when it is known. */
  async *expand(item: Queued): AsyncGenerator<FeedItem<State>> {
    if (item.kind === 'gap') {
      // Numbers start again in another epoch.
      this.#known = item.position.seq
      yield* this.#gapAndState(item)
    } else if (this.wants(item.event)) {
      this.count(item.coalesced)
      yield item
    }
  }

  /** False for an event that the subscriber has already, by a cursor or in a state. */
  wants(event: FeedEvent): boolean {
    return event.seq > this.#known && (this.#options.isNews?.(event) ?? true)
  }

  /** Whether `wants` may be false for an event that is still to come. */
  get mayKnow(): boolean {
    const options = this.#options
    const stateMayHave = options.stateMayHave?.() ?? options.isNews !== undefined
    return stateMayHave || this.#known > options.hub.position.seq
  }

  count(coalesced: number): void {
    const { counters } = this.#options.hub
    counters.sent++
    counters.coalesced += coalesced
  }

  async *#gapAndState(gap: Extract<Queued, { kind: 'gap' }>): AsyncGenerator<FeedItem<State>> {
    this.#options.hub.counters.gaps++
    yield gap
    yield* this.#state(gap.position)
  }

  async *#state(at: Position): AsyncGenerator<FeedItem<State>> {
    for await (const part of this.#options.fresh(at)) yield { kind: 'state', state: part }
  }
}

/** The feed as an iterator that waits for the next item. Ending it ends the subscription, also while it waits. */
export function subscriberFeed<State>(
  options: SubscriberFeedOptions<State>,
): AsyncIterableIterator<FeedItem<State>> {
  const subscriber = new Subscriber(options)
  const items = pull(subscriber)
  // A generator that waits can't be ended by its own `return`: close the queue first, which ends the wait.
  return {
    next: () => items.next(),
    return: async (value) => {
      subscriber.subscription.close()
      return items.return(value)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* pull<State>(subscriber: Subscriber<State>): AsyncGenerator<FeedItem<State>> {
  const { subscription } = subscriber
  const { queue } = subscription
  try {
    yield* subscriber.begin()
    for (let item = await queue.take(); item; item = await queue.take()) yield* subscriber.expand(item)
  } finally {
    subscription.close()
  }
}

/** Events between `after` and `until`; returns the reason of a gap when they can't be replayed. */
async function* replay<State>(
  { hub, watch, read, head, longestReplay = Number.POSITIVE_INFINITY }: SubscriberFeedOptions<State>,
  after: Position,
  until: Position,
): AsyncGenerator<FeedItem<State>, GapReason | null> {
  if (after.epoch !== until.epoch) return 'EPOCH_CHANGED'
  // A position beyond the head belongs to a history that is gone (a restored backup).
  if (after.seq > until.seq && after.seq > (await head()).seq) return 'EPOCH_CHANGED'
  if (until.seq - after.seq > longestReplay) return 'RETENTION'
  let seq = after.seq
  while (seq < until.seq) {
    const events = contiguous(await read({ epoch: until.epoch, seq }, PAGE), seq)
    if (events.length === 0) return 'RETENTION'
    for (const event of events) {
      if (event.seq > until.seq) return null
      seq = event.seq
      if (!matches(watch, event)) continue
      hub.counters.sent++
      hub.counters.replayed++
      const delta = event.payload.topic === 'stock' ? event.payload.delta : 0
      yield { kind: 'event', event, position: { epoch: until.epoch, seq }, coalesced: 0, delta }
    }
  }
  return null
}
