import type { StockOnScreenFragment, WatchStockSubscription } from '../generated/mobile-stock/graphql.ts'

/** A stock level as it is shown. */
export type StockLevel = StockOnScreenFragment
/** Events of the subscription. */
export type StockEvent = WatchStockSubscription['stockChanges']

export interface StockCounts {
  /** Changes that were applied. */
  readonly changes: number
  /** Earlier changes that those covered: the gateway folds them for a client that reads slowly. */
  readonly coalesced: number
  /** Changes that came a second time after a reconnect. */
  readonly repeated: number
  /** Complete states that replaced everything. */
  readonly snapshots: number
  readonly gaps: number
}

/** State that can be stored and restored. */
export interface StoredBook {
  readonly cursor: string
  readonly levels: readonly StockLevel[]
}

/** Levels by id, and the place in the feed up to which they are true. */
export class StockBook {
  levels: ReadonlyMap<string, StockLevel> = new Map()
  counts: StockCounts = { changes: 0, coalesced: 0, repeated: 0, snapshots: 0, gaps: 0 }
  /** The levels hold everything up to here; null when they don't hold a complete state. */
  cursor: string | null = null
  #arriving: Map<string, StockLevel> | null = null

  /** A new connection: parts of a snapshot that the last one began are of no use. */
  beginConnection(): void {
    this.#arriving = null
  }

  restore({ cursor, levels }: StoredBook): void {
    this.levels = new Map(levels.map((level) => [level.id, level]))
    this.cursor = cursor
  }

  stored(): StoredBook | null {
    return this.cursor === null ? null : { cursor: this.cursor, levels: [...this.levels.values()] }
  }

  /** Returns whether anything on the screen changed. */
  apply(event: StockEvent): boolean {
    switch (event.__typename) {
      case 'StockChange':
        return this.#change(event)
      case 'StockSnapshot':
        return this.#part(event)
      case 'FeedGap':
        // Going on from here would skip the state that follows, so there is no cursor until that is complete. What is
        // on the screen stays there meanwhile.
        this.cursor = null
        this.#arriving = null
        this.#count({ gaps: 1 })
        return false
    }
  }

  #change({ cursor, level, coalesced }: Extract<StockEvent, { __typename: 'StockChange' }>): boolean {
    this.cursor = cursor
    const known = this.levels.get(level.id)
    if (known && known.version >= level.version) {
      this.#count({ repeated: 1 })
      return false
    }
    this.levels = new Map(this.levels).set(level.id, level)
    this.#count({ changes: 1, coalesced })
    return true
  }

  /** A snapshot comes in parts; only the last one makes it a state to go on from. */
  #part({ cursor, complete, levels }: Extract<StockEvent, { __typename: 'StockSnapshot' }>): boolean {
    this.#arriving ??= new Map()
    for (const level of levels) this.#arriving.set(level.id, level)
    if (!complete) return false
    this.levels = this.#arriving
    this.#arriving = null
    this.cursor = cursor
    this.#count({ snapshots: 1 })
    return true
  }

  #count(more: Partial<StockCounts>): void {
    const { changes, coalesced, repeated, snapshots, gaps } = this.counts
    this.counts = {
      changes: changes + (more.changes ?? 0),
      coalesced: coalesced + (more.coalesced ?? 0),
      repeated: repeated + (more.repeated ?? 0),
      snapshots: snapshots + (more.snapshots ?? 0),
      gaps: gaps + (more.gaps ?? 0),
    }
  }
}
