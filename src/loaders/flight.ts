/** A call that several requests wait for. It is aborted when the last of them is. */
export class Flight {
  readonly #control = new AbortController()
  readonly #waiting = new Set<AbortSignal>()
  readonly #leave: (event: Event) => void
  /** Somebody waits who can't be aborted. */
  #kept = false

  /** @param onAbandoned called once, before the signal is aborted: later callers need another call */
  constructor(onAbandoned: () => void) {
    this.#leave = ({ target }) => {
      this.#waiting.delete(target as AbortSignal)
      if (this.#kept || this.#waiting.size > 0) return
      onAbandoned()
      this.#control.abort((target as AbortSignal).reason)
    }
  }

  get signal(): AbortSignal {
    return this.#control.signal
  }

  /** One more waits for it, until `signal`. */
  join(signal: AbortSignal | null): void {
    if (!signal) {
      this.#kept = true
      return
    }
    if (this.#waiting.has(signal)) return
    this.#waiting.add(signal)
    signal.addEventListener('abort', this.#leave, { once: true })
  }

  landed(): void {
    for (const signal of this.#waiting) signal.removeEventListener('abort', this.#leave)
    this.#waiting.clear()
    this.#kept = true
  }
}
