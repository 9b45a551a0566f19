import type { FeedEvent, StockPayload } from '../domain/feed-event.ts'
import type { StockLevel } from '../domain/stock.ts'
import { encodeCursor, type Position } from './cursor.ts'
import { type FeedSource, type GapItem, gapItem, type ResumeOptions } from './feed-source.ts'
import { type Pushable, pushable } from './pushable.ts'
import type { FeedItem, SubscriberFeedOptions } from './subscriber-feed.ts'
import type { Watch } from './watch.ts'

/** One page of the levels that a watch covers, by id, after `afterId`. */
export type ReadLevels = (watch: Watch, afterId: string | null, limit: number) => Promise<StockLevel[]>

interface Snapshot {
  readonly kind: 'snapshot'
  readonly cursor: string
  readonly levels: readonly StockLevel[]
  readonly complete: boolean
}

interface Change {
  readonly kind: 'change'
  readonly cursor: string
  readonly payload: StockPayload
  readonly delta: number
  readonly coalesced: number
  /** Whoever gets the same event with nothing coalesced gets the same answer. */
  readonly event: FeedEvent
}

export type StockFeedItem = Snapshot | Change | GapItem

/** Levels in one part of a snapshot. */
const PART = 500

/** Stock of a watch: what was missed or the state, then every change. See `subscriberFeed` for the promise. */
export function stockFeed(
  source: FeedSource,
  readLevels: ReadLevels,
  watch: Watch,
  { after, onStuck, snapshot }: ResumeOptions & { readonly snapshot: boolean },
): Pushable<StockFeedItem> {
  /**
   * Version of each level in the last snapshot. The state may be newer than its cursor: changes that it
   * holds already are recognised by their version and left out.
   */
  const shown = new Map<string, number>()

  async function* fresh(at: Position): AsyncGenerator<Snapshot> {
    shown.clear()
    const cursor = encodeCursor(at)
    for (let last: string | null = null, complete = false; !complete; ) {
      // One more than a part holds tells whether another part follows.
      const rows: StockLevel[] = await readLevels(watch, last, PART + 1)
      const levels = rows.slice(0, PART)
      complete = rows.length <= PART
      last = levels.at(-1)?.id ?? null
      for (const level of levels) shown.set(level.id, level.version)
      yield { kind: 'snapshot', cursor, levels, complete }
    }
  }

  const options: SubscriberFeedOptions<Snapshot> = {
    ...source,
    watch,
    fresh,
    after,
    startFresh: snapshot,
    isNews: ({ payload }) => {
      if (payload.topic !== 'stock') return false
      const version = shown.get(payload.level.id)
      if (version === undefined) return true
      if (payload.level.version > version) shown.delete(payload.level.id)
      return payload.level.version > version
    },
    ...(onStuck && { onStuck }),
  }
  return pushable(options, itemOf)
}

/** A change as it is delivered while nothing was coalesced: the same for everybody who watches it. */
export function stockChange(event: FeedEvent, position: Position): StockFeedItem | null {
  return itemOf({ kind: 'event', event, position, coalesced: 0, delta: deltaOf(event) })
}

function deltaOf({ payload }: FeedEvent): number {
  return payload.topic === 'stock' ? payload.delta : 0
}

function itemOf(item: FeedItem<Snapshot>): StockFeedItem | null {
  if (item.kind === 'state') return item.state
  if (item.kind === 'gap') return gapItem(item)
  const { payload } = item.event
  if (payload.topic !== 'stock') return null
  const { delta, coalesced, event } = item
  return { kind: 'change', cursor: encodeCursor(item.position), payload, delta, coalesced, event }
}
