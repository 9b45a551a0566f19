/** Messages a client may send at once after a quiet time, as a multiple of the rate. */
const BURST = 5

/** A bucket that fills evenly. One per socket: two numbers. */
export class MessageRate {
  #level: number
  #at: number
  readonly #perSecond: number

  /** @param now a clock in ms that does not jump */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond
    this.#level = perSecond * BURST
    this.#at = now
  }

  /** False: this message is one too many. */
  take(now: number): boolean {
    const filled = this.#level + ((now - this.#at) / 1000) * this.#perSecond
    this.#level = Math.min(this.#perSecond * BURST, filled)
    this.#at = now
    if (this.#level < 1) return false
    this.#level--
    return true
  }
}
