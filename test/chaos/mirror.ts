import { decodeCursor } from '../../src/realtime/cursor.ts'
import type { Counts } from './counts.ts'

export interface Figures {
  readonly id: string
  readonly version: number
  readonly onHand: number
  readonly available: number
}

/** One event of the stock feed, as a client gets it. */
export type StockItem =
  | {
      readonly __typename: 'StockChange'
      readonly cursor: string
      readonly delta: number
      readonly coalesced: number
      readonly level: Figures
    }
  | {
      readonly __typename: 'StockSnapshot'
      readonly cursor: string
      readonly complete: boolean
      readonly levels: readonly Figures[]
    }
  | { readonly __typename: 'FeedGap'; readonly cursor: string; readonly gapReason: string }

/** What a client showed at some time, to be compared with the ledger when all is over. */
export interface Fact extends Figures {
  /** Null for the state. */
  readonly change: { readonly delta: number; readonly coalesced: number } | null
}

/**
 * What one subscriber of stock knows, kept as docs/realtime.md tells clients to. Every item is held against the
 * promises as it comes; `violations` names what broke them.
 */
export class StockMirror {
  readonly name: string
  /** Levels as shown, by id. */
  readonly shown = new Map<string, Figures>()
  readonly facts: Fact[] = []
  readonly violations: string[] = []
  /** To be given as `after:` with the next subscription. */
  cursor: string | null = null
  readonly #watched: ReadonlySet<string>
  readonly #counts: Counts
  /** Nothing is known until a state has come to its end: at the start, and after a gap. */
  #needsState = true
  /** Levels of the state that is just coming in parts. */
  #arriving: Set<string> | null = null
  /** On this connection: nothing yet but what was missed may come twice until a state was complete. */
  #resumed = false
  #lastSeq = 0

  /** @param watched ids of the levels that the subscription covers, all of them there from the start */
  constructor(name: string, watched: ReadonlySet<string>, counts: Counts) {
    this.name = name
    this.#watched = watched
    this.#counts = counts
  }

  /** A subscription begins, with `cursor` as its `after:`. */
  begin(): void {
    this.#resumed = this.cursor !== null
    this.#arriving = null
    this.#lastSeq = this.cursor ? this.#seqOf(this.cursor) : 0
  }

  take(item: StockItem): void {
    this.cursor = item.cursor
    if (item.__typename === 'StockChange') this.#change(item)
    else if (item.__typename === 'StockSnapshot') this.#snapshot(item)
    else {
      this.#counts.add(`gaps: ${item.gapReason}`)
      this.#needsState = true
      this.#arriving = null
      this.#lastSeq = this.#seqOf(item.cursor)
    }
  }

  #change({ cursor, delta, coalesced, level }: Extract<StockItem, { __typename: 'StockChange' }>): void {
    this.#counts.add('changes delivered')
    this.#counts.add('changes coalesced', coalesced)
    this.facts.push({ ...level, change: { delta, coalesced } })
    const where = `${level.id} version ${level.version}`
    const seq = this.#seqOf(cursor)
    if (seq <= this.#lastSeq) this.#violated(`${where}: number ${seq} after ${this.#lastSeq}`)
    this.#lastSeq = seq
    if (!this.#watched.has(level.id)) this.#violated(`${where}: nobody asked for it`)
    const known = this.shown.get(level.id)
    if (this.#needsState || !known) {
      this.#violated(`${where}: a change where the state was due`)
      return
    }
    if (level.version <= known.version) {
      this.#counts.add('changes repeated')
      if (!this.#resumed) this.#violated(`${where}: it was known already, as ${known.version}`)
      return
    }
    const from = level.version - coalesced - 1
    if (from > known.version) this.#violated(`${where}: missed what follows ${known.version} up to ${from}`)
    else if (from < known.version) this.#counts.add('coalesced over a state')
    this.shown.set(level.id, level)
  }

  #snapshot({ cursor, levels, complete }: Extract<StockItem, { __typename: 'StockSnapshot' }>): void {
    this.#counts.add('levels in states', levels.length)
    this.#lastSeq = this.#seqOf(cursor)
    // It would hide what was lost.
    if (!this.#needsState) this.#violated('a state, and no gap before it')
    this.#arriving ??= new Set()
    for (const level of levels) {
      this.facts.push({ ...level, change: null })
      this.#arriving.add(level.id)
      const known = this.shown.get(level.id)
      if (known && known.version > level.version)
        this.#violated(`${level.id}: a state of version ${level.version} after ${known.version}`)
      this.shown.set(level.id, level)
    }
    if (!complete) return
    this.#counts.add('states')
    if (this.#arriving.size !== this.#watched.size)
      this.#violated(`a state with ${this.#arriving.size} of ${this.#watched.size} levels`)
    this.#arriving = null
    this.#needsState = false
    this.#resumed = false
  }

  #seqOf(cursor: string): number {
    const position = decodeCursor(cursor)
    if (!position) this.#violated(`no cursor: ${cursor}`)
    return position?.seq ?? 0
  }

  #violated(what: string): void {
    this.violations.push(`${this.name}: ${what}`)
  }
}
