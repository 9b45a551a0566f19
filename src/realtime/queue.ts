import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'

export type GapReason = 'SLOW_CONSUMER' | 'RETENTION' | 'EPOCH_CHANGED'

export type Queued =
  | {
      readonly kind: 'event'
      readonly event: FeedEvent
      readonly position: Position
      /** Number of earlier changes of the same level that this one includes. */
      readonly coalesced: number
      /** Units, summed over the coalesced changes. */
      readonly delta: number
    }
  | {
      readonly kind: 'gap'
      readonly reason: GapReason
      readonly position: Position
      readonly missed: number | null
    }

export interface QueueLimits {
  /** Events that may wait one by one; above, stock is folded to the latest per level. */
  readonly events: number
  /** Levels that may wait folded; above, everything is given up for a gap. */
  readonly levels: number
}

export const QUEUE_LIMITS: QueueLimits = { events: 1_000, levels: 50_000 }

/**
 * The bounded queue between the hub and one subscriber. Pushing never waits and never throws, so a
 * subscriber that does not read delays nobody. When full, it folds (stock) or drops events for a
 * gap (the rest). Order is by number, always: a cursor handed out covers all before it.
 */
export class SubscriberQueue {
  #items: Queued[] = []
  #foldAt: number
  #closed = false
  #ring: (() => void) | null = null
  /** When the subscriber last came for something, or found the queue empty; ms of `performance.now()`. */
  lastTakenAt = performance.now()
  readonly #limits: QueueLimits

  constructor(limits: QueueLimits = QUEUE_LIMITS) {
    this.#limits = limits
    this.#foldAt = limits.events
  }

  get length(): number {
    return this.#items.length
  }

  push(event: FeedEvent, position: Position): void {
    if (this.#closed) return
    if (this.#items.length === 0) this.lastTakenAt = performance.now()
    const delta = event.payload.topic === 'stock' ? event.payload.delta : 0
    this.#items.push({ kind: 'event', event, position, coalesced: 0, delta })
    if (this.#items.length > this.#foldAt) this.#shrink(position)
    this.#ring?.()
  }

  /** Drops everything queued: the subscriber gets the gap and then fresh state. */
  gap(reason: GapReason, position: Position, missed: number | null): void {
    if (this.#closed) return
    if (this.#items.length === 0) this.lastTakenAt = performance.now()
    this.#items = [{ kind: 'gap', reason, position, missed }]
    this.#foldAt = this.#limits.events
    this.#ring?.()
  }

  /** The next item, waiting for it; null once closed. One caller at a time. */
  async take(): Promise<Queued | null> {
    while (!this.#closed && this.#items.length === 0) {
      await new Promise<void>((resolve) => {
        this.#ring = resolve
      })
      this.#ring = null
    }
    return this.poll()
  }

  /** The next item if one waits. */
  poll(): Queued | null {
    this.lastTakenAt = performance.now()
    return this.#items.shift() ?? null
  }

  get closed(): boolean {
    return this.#closed
  }

  close(): void {
    this.#closed = true
    this.#items = []
    this.#ring?.()
  }

  #shrink(position: Position): void {
    const folded = foldStock(this.#items)
    if (!folded || folded.length > this.#limits.levels) {
      this.gap('SLOW_CONSUMER', position, eventsIn(this.#items))
      return
    }
    this.#items = folded
    // Folding looks at everything: do it again only after as much has come as is kept.
    this.#foldAt = Math.max(this.#limits.events, folded.length * 2)
  }
}

/** Number of queued events, folded ones included; null if unknown, because a gap is among them. */
function eventsIn(items: readonly Queued[]): number | null {
  let events = 0
  for (const item of items) {
    if (item.kind === 'gap') return null
    events += 1 + item.coalesced
  }
  return events
}

/** The latest of each level, in order of number; null when there is something else than stock among the items. */
function foldStock(items: readonly Queued[]): Queued[] | null {
  const latest = new Map<string, Queued>()
  for (const item of items) {
    if (item.kind === 'gap') {
      latest.set('gap', item)
      continue
    }
    const { payload } = item.event
    if (payload.topic !== 'stock') return null
    const earlier = latest.get(payload.level.id)
    // Deleting first moves the level to the end, where its new number belongs.
    latest.delete(payload.level.id)
    latest.set(
      payload.level.id,
      earlier?.kind === 'event'
        ? { ...item, coalesced: item.coalesced + earlier.coalesced + 1, delta: item.delta + earlier.delta }
        : item,
    )
  }
  return [...latest.values()]
}
