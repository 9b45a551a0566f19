import { type Authorization, lifeMs } from './token-life.ts'

export type { Authorization } from './token-life.ts'

/** How long before its end a token is renewed, in ms, but not before four fifths of its life are over. */
const AHEAD_MS = 60_000
/** Minimum time between two renewals, in ms, or a fifth of the token's life if that is shorter: clocks may be wrong. */
const APART_MS = 10_000
/** setTimeout takes no more than this, ms; the renewal then looks again. */
const LONGEST_TIMER = 2_147_483_647

/** A token's life in ms, and when that began here: ms of a monotonic clock. */
interface Received {
  readonly life: number | null
  readonly at: number
}

function received(token: Authorization): Received {
  return { life: lifeMs(token), at: performance.now() }
}

/**
 * Gives an open socket a new token before the old one ends: a `ping` with `{ authorization }`, which the gateway answers
 * with `{ authorized }` in its `pong`. The subscription goes on without a reconnect.
 */
export class TokenRenewal {
  #current: Received
  readonly #next: () => Promise<Authorization | null> | null
  #timer: ReturnType<typeof setTimeout> | undefined
  #send: ((message: string) => void) | null = null
  #asked: Received | null = null
  /** When the last renewal was requested, in ms of a monotonic clock. */
  #renewedAt = Number.NEGATIVE_INFINITY

  /** @param next gives another token */
  constructor(current: Authorization, next: () => Promise<Authorization | null> | null) {
    this.#current = received(current)
    this.#next = next
  }

  /** @param send writes to the socket that uses the present token */
  start(send: (message: string) => void): void {
    this.#send = send
    this.#schedule()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#send = null
  }

  /** Told of every pong; true or false when it was the answer to a renewal, null when it was another. */
  answered(payload: Record<string, unknown> | undefined): boolean | null {
    const authorized = payload?.authorized
    if (typeof authorized !== 'boolean' || !this.#asked) return null
    if (authorized) {
      this.#current = this.#asked
      this.#schedule()
    }
    this.#asked = null
    return authorized
  }

  #schedule(): void {
    const { life, at } = this.#current
    if (life === null) return
    const apart = life > 0 ? Math.min(APART_MS, life / 5) : APART_MS
    const due = at + life - Math.min(AHEAD_MS, life / 5)
    const wait = Math.max(0, Math.max(due, this.#renewedAt + apart) - performance.now())
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#renew(wait > LONGEST_TIMER), Math.min(wait, LONGEST_TIMER))
  }

  async #renew(tooEarly: boolean): Promise<void> {
    if (tooEarly) return this.#schedule()
    this.#renewedAt = performance.now()
    // A provider that fails now may work when the gateway closes the socket at the token's end: then it is asked again.
    const token = await Promise.resolve(this.#next()).catch(() => null)
    if (!token || !this.#send) return
    this.#asked = received(token)
    this.#send(JSON.stringify({ type: 'ping', payload: { authorization: token.authorization } }))
  }
}
