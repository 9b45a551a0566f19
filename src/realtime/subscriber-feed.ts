import type { FeedEvent } from '../domain/feed-event.ts'
import { contiguous } from './bus.ts'
import type { Position } from './cursor.ts'
import type { Hub } from './hub.ts'
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
  /** Where the subscriber left off; null when it is new. */
  after: Position | null
  /** Whether a new subscriber gets the state first. */
  startFresh: boolean
  /** False for an event that the state already had. */
  isNews?: (event: FeedEvent) => boolean
  onStuck?: () => void
}

export type FeedItem<State> = { readonly kind: 'state'; readonly state: State } | Queued

const PAGE = 500

/**
 * The promise to one subscriber: what it missed, or the state, then every change, or a gap and the
 * state again. It is registered before anything is read, so there is no hole in between.
 */
export function subscriberFeed<State>(
  options: SubscriberFeedOptions<State>,
): AsyncIterableIterator<FeedItem<State>> {
  const subscription = options.hub.subscribe(options.watch, options.onStuck)
  const items = run(options, subscription.queue, subscription.since, subscription.close)
  // A generator that waits can't be ended by its own `return`: close the queue first, which ends the wait.
  return {
    next: () => items.next(),
    return: async (value) => {
      subscription.close()
      return items.return(value)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* run<State>(
  options: SubscriberFeedOptions<State>,
  queue: { take(): Promise<Queued | null> },
  since: Position,
  close: () => void,
): AsyncGenerator<FeedItem<State>> {
  const { hub, after, startFresh, isNews = () => true } = options
  try {
    /** Events up to here are known to the subscriber already. */
    let known = 0
    if (after) {
      const hole = yield* replay(options, after, since)
      if (hole) yield* gapAndState(options, { kind: 'gap', reason: hole, position: since, missed: null })
      else known = after.seq
    } else if (startFresh) yield* state(options, since)

    for (let item = await queue.take(); item; item = await queue.take()) {
      if (item.kind === 'gap') {
        // Numbers of another epoch begin anew.
        known = item.position.seq
        yield* gapAndState(options, item)
      } else if (item.event.seq > known && isNews(item.event)) {
        hub.counters.sent++
        hub.counters.coalesced += item.coalesced
        yield item
      }
    }
  } finally {
    close()
  }
}

/** What happened between `after` and `until`; returns the reason when that can't be told. */
async function* replay<State>(
  { hub, watch, read, head }: SubscriberFeedOptions<State>,
  after: Position,
  until: Position,
): AsyncGenerator<FeedItem<State>, GapReason | null> {
  if (after.epoch !== until.epoch) return 'EPOCH_CHANGED'
  // A position that nobody has reached yet belongs to a history that is gone (a restored backup).
  if (after.seq > until.seq && after.seq > (await head()).seq) return 'EPOCH_CHANGED'
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

async function* gapAndState<State>(
  options: SubscriberFeedOptions<State>,
  gap: Extract<Queued, { kind: 'gap' }>,
): AsyncGenerator<FeedItem<State>> {
  options.hub.counters.gaps++
  yield gap
  yield* state(options, gap.position)
}

async function* state<State>(
  options: SubscriberFeedOptions<State>,
  at: Position,
): AsyncGenerator<FeedItem<State>> {
  for await (const part of options.fresh(at)) yield { kind: 'state', state: part }
}
