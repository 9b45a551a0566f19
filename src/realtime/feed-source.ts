import type { FeedEvent } from '../domain/feed-event.ts'
import { encodeCursor, type Position } from './cursor.ts'
import type { Hub } from './hub.ts'
import type { GapReason, Queued } from './queue.ts'

/** Where every subscriber's feed comes from; one per process. */
export interface FeedSource {
  readonly hub: Hub
  /** Events after a position, from the log or the outbox table. */
  readonly read: (after: Position, limit: number) => Promise<FeedEvent[]>
  /** The newest position there is. */
  readonly head: () => Promise<Position>
}

export interface ResumeOptions {
  /** Where the subscriber left off; null when it is new. */
  readonly after: Position | null
  /** Called when the subscriber was given up because it does not read. */
  readonly onStuck?: (() => void) | undefined
}

export interface GapItem {
  readonly kind: 'gap'
  readonly cursor: string
  readonly reason: GapReason
  readonly missed: number | null
}

export function gapItem({ position, reason, missed }: Extract<Queued, { kind: 'gap' }>): GapItem {
  return { kind: 'gap', cursor: encodeCursor(position), reason, missed }
}

/** Maps the items of a feed, leaving out nulls; ending the result ends the feed at once. */
export function mapFeed<From, To>(
  feed: AsyncIterableIterator<From>,
  map: (item: From) => To | null,
): AsyncIterableIterator<To> {
  return {
    async next() {
      for (;;) {
        const { value, done } = await feed.next()
        if (done) return { value: undefined, done: true }
        const mapped = map(value)
        if (mapped !== null) return { value: mapped, done: false }
      }
    },
    async return() {
      await feed.return?.()
      return { value: undefined, done: true }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
