import type { FeedEvent } from '../domain/feed-event.ts'

/** Numbered events of one epoch, in order and without a hole inside the batch. */
export interface FeedBatch {
  readonly epoch: string
  readonly events: readonly FeedEvent[]
}

/**
 * The way of numbered events from the relay to every gateway: a log that remembers the last ones and a
 * signal that wakes. It is allowed to lose and to repeat: `seq` shows both, and the outbox table has
 * everything. Implementations: memory (one process), Redis (many). One contract suite covers both.
 */
export interface EventBus {
  /**
   * Appends to the log and signals all subscribers, at once for the whole batch. Events that the log
   * has already are not appended again (they may be signalled again).
   * @throws when the bus can't be reached; nothing or all of the batch may then have been appended
   */
  append(batch: FeedBatch): Promise<void>
  /** Number of the log's last event of this epoch; 0 when it has none. */
  lastSeq(epoch: string): Promise<number>
  /**
   * Events after `after`, at most `limit`; empty when there are none.
   * Null when the log does not reach back to `after`: the outbox table must be asked.
   */
  read(epoch: string, after: number, limit: number): Promise<FeedEvent[] | null>
  /**
   * Calls `onBatch` for every signalled batch until the returned stop is called, and `onInterrupted`
   * each time that signals may have been lost (the connection came back).
   */
  subscribe(onBatch: (batch: FeedBatch) => void, onInterrupted: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** How many events the log remembers unless told otherwise. Older ones are read from the outbox table. */
export const LOG_LENGTH = 50_000

/** The part of `events` that follows `after` without a hole: a log that lost its middle must not hide it. */
export function contiguous(events: readonly FeedEvent[], after: number): FeedEvent[] {
  const hole = events.findIndex((event, index) => event.seq !== after + 1 + index)
  return hole < 0 ? [...events] : events.slice(0, hole)
}
