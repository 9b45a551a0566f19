/** Somebody who is signed in, by role and subject. */
export interface Account {
  readonly role: string
  readonly subject: string
}

/** A token is renewed when it has less than this left, in seconds. */
const MARGIN = 60

/**
 * Tokens of one account, fetched when they are needed and kept in memory only: nothing that a script of another page, or
 * the next person at this computer, could find.
 * @param url what answers `?role=&subject=` with `{ "token": "…" }`: /dev/token in development
 */
export function tokenSource({ role, subject }: Account, url: string) {
  let known: Promise<string> | null = null
  const fetchOne = async (): Promise<string> => {
    const response = await fetch(`${url}?${new URLSearchParams({ role, subject })}`)
    if (!response.ok) throw new Error(`no token: ${response.status}`)
    return ((await response.json()) as { token: string }).token
  }
  /** @param renew the last one was refused */
  return async function token(renew = false): Promise<string> {
    const last = await known?.catch(() => null)
    if (renew || !last || secondsLeft(last) < MARGIN) {
      known = fetchOne()
    }
    return known as Promise<string>
  }
}

function secondsLeft(token: string): number {
  try {
    const body = atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))
    return (JSON.parse(body) as { exp: number }).exp - Date.now() / 1000
  } catch {
    return 0
  }
}
