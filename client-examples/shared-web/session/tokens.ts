/** Somebody who is signed in, by role and subject. */
export interface Account {
  readonly role: string
  readonly subject: string
}

/** A token is renewed when it has less than this left, in seconds, but not before four fifths of its life are over. */
const MARGIN = 60

interface Received {
  readonly token: string
  /** Seconds of its life from `at` on. */
  readonly life: number
  /** When it came, in seconds of a monotonic clock. */
  readonly at: number
}

/**
 * Tokens of one account, fetched when they are needed and kept in memory only: nothing that a script of another page, or
 * the next person at this computer, could find.
 * @param url what answers `?role=&subject=` with `{ "token": "…" }`: /dev/token in development
 */
export function tokenSource({ role, subject }: Account, url: string) {
  let known: Promise<Received> | null = null
  const fetchOne = async (): Promise<Received> => {
    const response = await fetch(`${url}?${new URLSearchParams({ role, subject })}`)
    if (!response.ok) throw new Error(`no token: ${response.status}`)
    const { token } = (await response.json()) as { token: string }
    return { token, life: lifeOf(token), at: performance.now() / 1000 }
  }
  /** @param renew the last one was refused */
  return async function token(renew = false): Promise<string> {
    const before = known
    const last = await before?.catch(() => null)
    // Of several that ask at once, the first fetches for all.
    if (known === before && (renew || !last || isEnding(last))) known = fetchOne()
    return ((await known) as Received).token
  }
}

function isEnding({ life, at }: Received): boolean {
  return at + life - performance.now() / 1000 < Math.min(MARGIN, life / 5)
}

/**
 * Seconds that a token which has just come is good. The device's clock may be hours wrong: where it says that nothing is
 * left, or more than the whole, the token's own length holds.
 */
function lifeOf(token: string): number {
  try {
    const body = atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))
    const { exp, iat } = JSON.parse(body) as { exp: number; iat?: number }
    const left = exp - Date.now() / 1000
    const whole = iat === undefined ? left : exp - iat
    return left > 0 && left <= whole ? left : whole
  } catch {
    return 0
  }
}
