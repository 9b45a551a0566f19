/** A token for the gateway. */
export interface Authorization {
  /** "Bearer ..." */
  readonly authorization: string
  /** When it ends, ms since 1970; absent: never. */
  readonly expiresAt?: number
}

/** A token is renewed so long before its end, ms, but not before four fifths of its life are over. */
const AHEAD_MS = 60_000
/** setTimeout takes no more than this, ms; the renewal then looks again. */
const LONGEST_TIMER = 2_147_483_647

/**
 * Gives an open socket a new token before the old one ends: a `ping` with `{ authorization }`, which the gateway answers
 * with `{ authorized }` in its `pong`. The subscription goes on without a reconnect.
 */
export class TokenRenewal {
  #current: Authorization
  readonly #next: () => Promise<Authorization | null> | null
  #timer: ReturnType<typeof setTimeout> | undefined
  #send: ((message: string) => void) | null = null
  #asked: Authorization | null = null

  /** @param next gives another token */
  constructor(current: Authorization, next: () => Promise<Authorization | null> | null) {
    this.#current = current
    this.#next = next
  }

  /** @param send writes to the socket of which the present token is */
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
    const { expiresAt } = this.#current
    if (expiresAt === undefined) return
    const life = expiresAt - Date.now()
    const wait = Math.max(0, life - Math.min(AHEAD_MS, life / 5))
    this.#timer = setTimeout(() => void this.#renew(wait > LONGEST_TIMER), Math.min(wait, LONGEST_TIMER))
  }

  async #renew(tooEarly: boolean): Promise<void> {
    if (tooEarly) return this.#schedule()
    // A provider that fails now may work when the gateway closes the socket at the token's end: then it is asked again.
    const token = await Promise.resolve(this.#next()).catch(() => null)
    if (!token || !this.#send) return
    this.#asked = token
    this.#send(JSON.stringify({ type: 'ping', payload: { authorization: token.authorization } }))
  }
}
