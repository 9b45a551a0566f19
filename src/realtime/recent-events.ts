import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'

/** Events kept; up to a quarter more before the oldest are let go. */
const KEPT = 10_000

/**
 * The last events that this process delivered. When ten thousand clients come back at once after a short outage,
 * each replay finds here the very objects that others get too, so that what is rendered from them is shared, and
 * neither log nor database is asked.
 */
export class RecentEvents {
  #epoch = ''
  /** Dense: each number is one more than the one before. */
  #events: FeedEvent[] = []
  readonly #kept: number

  constructor(kept = KEPT) {
    this.#kept = kept
  }

  add(epoch: string, event: FeedEvent): void {
    const last = this.#events.at(-1)
    if (epoch !== this.#epoch || last?.seq !== event.seq - 1) this.#events = []
    this.#epoch = epoch
    this.#events.push(event)
    // Rarely and by much: removing from the front copies the rest.
    if (this.#events.length > this.#kept * 1.25) this.#events = this.#events.slice(-this.#kept)
  }

  /** Events after a position, at most `limit`; null when it is further back, or nothing came after it yet. */
  read({ epoch, seq }: Position, limit: number): FeedEvent[] | null {
    const first = this.#events[0]
    if (!first || epoch !== this.#epoch || seq < first.seq - 1) return null
    const start = seq + 1 - first.seq
    const events = this.#events.slice(start, start + limit)
    return events.length > 0 ? events : null
  }
}
