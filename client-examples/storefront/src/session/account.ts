import { type Account, tokenSource } from '../../../shared-web/session/tokens.ts'
import { keptStore } from '../../../shared-web/store/store.ts'

/** Source of tokens: the development server, unless the build sets another. */
const TOKEN_URL = import.meta.env.VITE_TOKEN_URL ?? '/dev/token'
export const SUBJECT = /^[\w@.+-]{1,80}$/

/** Who is signed in, by name; null for a visitor. Kept, unlike the token. */
export const account = keptStore<string | null>('storefront.account', (found) =>
  typeof found === 'string' && SUBJECT.test(found) ? found : null,
)

export function tokensOf(subject: string): (renew?: boolean) => Promise<string> {
  return tokenSource({ role: 'customer', subject } satisfies Account, TOKEN_URL)
}
