/** Longest time a timer can wait, ms (24 days): no socket lives that long. */
const LONGEST = 2 ** 31 - 1

/** Ends a connection when its token ends, unless a newer one moves the end. */
export class TokenLife {
  readonly #onEnd: (reason: string) => void
  #timer: NodeJS.Timeout | undefined

  constructor(onEnd: (reason: string) => void) {
    this.#onEnd = onEnd
  }

  /** @param expiresAt null: never */
  endsAt(expiresAt: Date | null): void {
    this.stop()
    if (!expiresAt) return
    const ms = Math.min(Math.max(0, expiresAt.getTime() - Date.now()), LONGEST)
    this.#timer = setTimeout(() => this.#onEnd('Token expired'), ms)
    this.#timer.unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
