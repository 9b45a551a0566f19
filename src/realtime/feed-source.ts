import type { FeedEvent } from '../domain/feed-event.ts'
import { encodeCursor, type Position, type ResumePoint } from './cursor.ts'
import type { Hub } from './hub.ts'
import type { GapReason, Queued } from './queue.ts'

/** Where every subscriber's feed comes from; one per process. */
export interface FeedSource {
  readonly hub: Hub
  /** Events after a position, from the log or the outbox table. */
  readonly read: (after: Position, limit: number) => Promise<FeedEvent[]>
  /** The newest position there is. */
  readonly head: () => Promise<Position>
  /**
   * Events replayed from a cursor at most: one further back gets a gap and the state, which is cheaper for both. Absent: as
   * many as are kept.
   */
  readonly longestReplay?: number | undefined
}

export interface ResumeOptions {
  /** Where the subscriber left off; null when it is new. */
  readonly after: ResumePoint | null
  /** Called when the subscriber was given up because it does not read. */
  readonly onStuck?: (() => void) | undefined
}

export interface GapItem {
  readonly kind: 'gap'
  readonly cursor: string
  readonly reason: GapReason
  readonly missed: number | null
}

/** @param needsState whether a state follows: until it has come whole, its cursor asks for it again */
export function gapItem(
  { position, reason, missed }: Extract<Queued, { kind: 'gap' }>,
  { needsState = true } = {},
): GapItem {
  const cursor = encodeCursor({ ...position, ...(needsState && { needsState }) })
  return { kind: 'gap', cursor, reason, missed }
}

/** The items of a state with their cursors: a client that leaves before the last one gets all of it again. */
export async function* stateItems<Row, Item>(
  at: Position,
  rows: AsyncIterable<Row> | Iterable<Row>,
  show: (row: Row, cursor: string) => Item,
): AsyncGenerator<Item> {
  const unfinished = encodeCursor({ ...at, needsState: true })
  let held: { readonly row: Row } | null = null
  for await (const row of rows) {
    if (held) yield show(held.row, unfinished)
    held = { row }
  }
  if (held) yield show(held.row, encodeCursor(at))
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
