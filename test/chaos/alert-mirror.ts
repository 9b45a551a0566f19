import { decodeCursor } from '../../src/realtime/cursor.ts'
import type { Counts } from './counts.ts'

export type AlertItem =
  | { readonly __typename: 'AlertChange'; readonly cursor: string; readonly alert: { readonly id: string } }
  | { readonly __typename: 'FeedGap'; readonly cursor: string; readonly gapReason: string }

/** A row of the outbox: what must be delivered under which number. */
export interface Told {
  readonly seq: number
  readonly alertId: string
}

/** What one subscriber of alerts heard. Alerts are never coalesced: each comes, once and in order, or a gap does. */
export class AlertMirror {
  readonly name: string
  readonly violations: string[] = []
  cursor: string | null = null
  readonly #heard = new Map<number, string>()
  /** Numbers from the first to the second, both included, were given up. */
  readonly #gaps: [number, number][] = []
  readonly #counts: Counts
  #lastSeq = 0
  /** Number of the last gap: what comes under it is the state. */
  #gapSeq = -1
  #first = 0

  constructor(name: string, counts: Counts) {
    this.name = name
    this.#counts = counts
  }

  get lastSeq(): number {
    return this.#lastSeq
  }

  begin(): void {}

  take(item: AlertItem): void {
    this.cursor = item.cursor
    const seq = decodeCursor(item.cursor)?.seq ?? 0
    if (item.__typename === 'FeedGap') {
      this.#counts.add(`gaps: ${item.gapReason}`)
      this.#gaps.push([this.#lastSeq + 1, seq])
      this.#gapSeq = seq
      this.#lastSeq = Math.max(seq, this.#lastSeq)
      return
    }
    if (seq === this.#gapSeq) return
    this.#counts.add('alerts delivered')
    if (this.#first === 0) this.#first = seq
    if (seq <= this.#lastSeq) this.#violated(`alert number ${seq} after ${this.#lastSeq}`)
    this.#lastSeq = seq
    this.#heard.set(seq, item.alert.id)
  }

  /** @param told all there was, in order */
  judge(told: readonly Told[]): void {
    const truth = new Map(told.map(({ seq, alertId }) => [seq, alertId]))
    for (const [seq, id] of this.#heard)
      if (truth.get(seq) !== id) this.#violated(`alert ${id} under number ${seq}, where there is none`)
    for (const { seq } of told) {
      if (seq < this.#first || this.#heard.has(seq)) continue
      if (!this.#gaps.some(([from, to]) => from <= seq && seq <= to))
        this.#violated(`missed alert number ${seq}`)
    }
  }

  #violated(what: string): void {
    this.violations.push(`${this.name}: ${what}`)
  }
}
