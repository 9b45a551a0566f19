import type { FeedEvent, StockPayload } from '../domain/feed-event.ts'
import type { StockLevel } from '../domain/stock.ts'
import { encodeCursor, type Position, type ResumePoint } from './cursor.ts'
import { type FeedSource, type GapItem, gapItem, type ResumeOptions } from './feed-source.ts'
import type { Hub } from './hub.ts'
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
  /** Subscribers that get the same event with nothing coalesced get the same answer. */
  readonly event: FeedEvent
}

export type StockFeedItem = Snapshot | Change | GapItem

/** Levels in one part of a snapshot. */
const PART = 500

/** Stock of a watch: missed events or the state, then every change. See `subscriberFeed` for the promise. */
export function stockFeed(
  source: FeedSource,
  readLevels: ReadLevels,
  watch: Watch,
  options: ResumeOptions & { readonly snapshot: boolean },
): Pushable<StockFeedItem> {
  return pushable(new StockOptions(source, readLevels, watch, options), itemOf)
}

/** State of one stock subscriber in one object: tens of thousands of these live at once. */
class StockOptions implements SubscriberFeedOptions<Snapshot> {
  readonly hub: Hub
  readonly read: FeedSource['read']
  readonly head: FeedSource['head']
  readonly longestReplay: number | undefined
  readonly watch: Watch
  readonly after: ResumePoint | null
  readonly startFresh: boolean
  readonly onStuck: (() => void) | undefined
  readonly #readLevels: ReadLevels
  /**
   * Version of each level in the last snapshot, until a later one was delivered. The state may be newer than its
   * cursor: changes that it holds already are recognised by their version and left out.
   */
  #shown: Map<string, number> | null = null

  constructor(
    { hub, read, head, longestReplay }: FeedSource,
    readLevels: ReadLevels,
    watch: Watch,
    { after, snapshot, onStuck }: ResumeOptions & { readonly snapshot: boolean },
  ) {
    this.hub = hub
    this.read = read
    this.head = head
    this.longestReplay = longestReplay
    this.watch = watch
    this.after = after
    this.startFresh = snapshot
    this.onStuck = onStuck
    this.#readLevels = readLevels
  }

  async *fresh(at: Position): AsyncGenerator<Snapshot> {
    this.#shown = null
    for (let last: string | null = null, complete = false; !complete; ) {
      // One more than a part holds tells whether another part follows.
      const rows: StockLevel[] = await this.#readLevels(this.watch, last, PART + 1)
      const levels = rows.slice(0, PART)
      complete = rows.length <= PART
      last = levels.at(-1)?.id ?? null
      if (levels.length > 0) {
        this.#shown ??= new Map()
        for (const level of levels) this.#shown.set(level.id, level.version)
      }
      const cursor = encodeCursor(complete ? at : { ...at, needsState: true })
      yield { kind: 'snapshot', cursor, levels, complete }
    }
  }

  stateMayHave(): boolean {
    return this.#shown !== null
  }

  isNews({ payload }: FeedEvent): boolean {
    if (payload.topic !== 'stock') return false
    if (!this.#shown) return true
    const version = this.#shown.get(payload.level.id)
    if (version === undefined) return true
    if (payload.level.version <= version) return false
    this.#shown.delete(payload.level.id)
    if (this.#shown.size === 0) this.#shown = null
    return true
  }
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
