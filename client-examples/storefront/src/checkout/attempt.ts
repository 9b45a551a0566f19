import type { PlaceOrderInput } from '../../../generated/storefront/graphql.ts'

export type Wanted = Omit<PlaceOrderInput, 'idempotencyKey'>

const KEY = 'storefront.attempt'

/**
 * The key of one attempt to order. The same order keeps its key until an answer came: when the answer was lost, pressing
 * the button again, even after a reload, gives the first order and not a second one. Another order gets another key.
 */
export async function keyFor(wanted: Wanted): Promise<string> {
  const print = await fingerprint(JSON.stringify(wanted))
  const [known, key] = (read() ?? '').split(' ')
  if (known === print && key) return key
  const fresh = crypto.randomUUID()
  write(`${print} ${fresh}`)
  return fresh
}

/** After any answer: the next attempt is another one. */
export function attemptIsOver(): void {
  write(null)
}

/** Of the order, so that no address is kept in the browser. */
async function fingerprint(text: string): Promise<string> {
  if (!crypto.subtle) return String(text.length)
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}

/** Where storage is closed, the attempt lasts as long as the page. */
let here: string | null = null

function read(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return here
  }
}

function write(text: string | null): void {
  here = text
  try {
    if (text === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, text)
  } catch {
    // Kept in `here`.
  }
}
