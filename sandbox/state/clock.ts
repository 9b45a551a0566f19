/**
 * The sandbox's time, in two readings. `now()` stamps rows and checks the timestamps of callers. `life()` only
 * decides when the next thing happens to an order: advancing it makes shipping and delivery come sooner, and
 * events are then stamped with `now()`, so that a poll of the last minutes finds it.
 */
export class SandboxClock {
  readonly #source: () => Date
  #skewMs = 0
  #aheadMs = 0

  constructor(source: () => Date) {
    this.#source = source
  }

  now(): Date {
    return new Date(this.#source().getTime() + this.#skewMs)
  }

  /** Milliseconds on the life clock. */
  life(): number {
    return this.#source().getTime() + this.#aheadMs
  }

  advance(ms: number): void {
    this.#aheadMs += ms
  }

  get aheadMs(): number {
    return this.#aheadMs
  }

  get skewMs(): number {
    return this.#skewMs
  }

  /** Offset of the platforms' clocks from the caller's, in ms. */
  set skewMs(ms: number) {
    this.#skewMs = ms
  }
}
