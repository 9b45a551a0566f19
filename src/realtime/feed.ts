import type { FeedEvent } from '../domain/feed-event.ts'
import type { Outbox } from '../store/outbox.ts'
import { contiguous, type EventBus, type FeedBatch } from './bus.ts'
import type { Position } from './cursor.ts'
import { RecentEvents } from './recent-events.ts'

export interface FeedOptions {
  store: Outbox
  bus: EventBus
  /** Called for every event, in order, once; `more` when others follow in the same turn. */
  onEvent: (event: FeedEvent, epoch: string, more: boolean) => void
  /** Events up to `position` can't be had any more (deleted, or another epoch): everybody needs fresh state. */
  onLost: (position: Position, reason: 'RETENTION' | 'EPOCH_CHANGED') => void
  /** How often the head is compared although nothing was signalled, in ms: finds a signal that was lost in silence. */
  checkMs?: number
  onError?: (error: unknown) => void
}

const PAGE = 1_000

/** Reads events after `after` from the log, or from the outbox table where the log does not reach. */
export async function readEvents(
  { store, bus }: Pick<FeedOptions, 'store' | 'bus'>,
  { epoch, seq }: Position,
  limit = PAGE,
): Promise<FeedEvent[]> {
  const logged = await bus.read(epoch, seq, limit).catch(() => null)
  // An empty log may only be behind: the relay numbers first and hands over then.
  return logged && logged.length > 0 ? logged : store.read(seq, limit)
}

/**
 * This process's view of the feed: every event once and in order, even if the bus loses or repeats some.
 * One per process; the hub gives the events to the subscribers.
 */
export async function startFeed(options: FeedOptions) {
  const { store, bus, onEvent, onLost, checkMs = 3_000, onError = () => {} } = options
  const head = await store.head()
  let position: Position = { epoch: head.epoch, seq: head.lastSeq }
  /** The highest number heard of. */
  let known = position.seq
  let catchingUp: Promise<void> | null = null
  let stopped = false
  const recent = new RecentEvents()

  const deliver = (events: readonly FeedEvent[]) => {
    const last = events.at(-1)
    for (const event of events) {
      if (event.seq !== position.seq + 1) continue
      position = { ...position, seq: event.seq }
      recent.add(position.epoch, event)
      onEvent(event, position.epoch, event !== last)
    }
  }

  const readToKnown = async () => {
    while (!stopped && position.seq < known) {
      const { epoch } = position
      const events = await readEvents({ store, bus }, position)
      if (epoch !== position.epoch) continue
      const usable = contiguous(events, position.seq)
      if (usable.length > 0) deliver(usable)
      else {
        // Numbers are dense, so what is not there was deleted: go on where events begin again.
        const next = events[0]?.seq ?? known + 1
        position = { ...position, seq: next - 1 }
        onLost(position, 'RETENTION')
      }
    }
  }

  const readOn = async () => {
    try {
      await readToKnown()
    } catch (error) {
      onError(error)
    } finally {
      // In the same step as the end of the loop: a signal after it starts the next one.
      catchingUp = null
    }
  }

  /** One at a time; signals meanwhile raise `known`, and the loop continues. */
  const catchUp = () => {
    catchingUp ??= readOn()
    return catchingUp
  }

  const onBatch = ({ epoch, events }: FeedBatch) => {
    if (epoch !== position.epoch) return void check().catch(onError)
    known = Math.max(known, events.at(-1)?.seq ?? 0)
    if (!catchingUp) deliver(events)
    if (position.seq < known) void catchUp()
  }

  const check = async () => {
    const { epoch, lastSeq } = await store.head()
    if (epoch !== position.epoch) {
      position = { epoch, seq: lastSeq }
      known = lastSeq
      onLost(position, 'EPOCH_CHANGED')
    }
    known = Math.max(known, lastSeq)
    if (position.seq < known) await catchUp()
  }

  const unsubscribe = await bus.subscribe(onBatch, () => void check().catch(onError))
  const timer = setInterval(() => void check().catch(onError), checkMs)
  timer.unref()
  // Events numbered between reading the head and the subscription.
  await check()

  return {
    /** Everything up to here has been given to `onEvent`. */
    position: () => position,
    /** Events after a position: the ones just delivered if they reach back so far, else from the log or the table. */
    read: async (after: Position, limit: number): Promise<FeedEvent[]> =>
      recent.read(after, limit) ?? readEvents({ store, bus }, after, limit),
    async stop() {
      stopped = true
      clearInterval(timer)
      await unsubscribe()
      await catchingUp
    },
  }
}
