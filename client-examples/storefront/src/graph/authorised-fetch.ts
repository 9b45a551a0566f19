/** Longest that a visitor waits for an answer. */
const TIMEOUT_MS = 20_000

/**
 * fetch as the signed-in customer. When the gateway refuses the token (401) it is renewed, once.
 * @param token null for a visitor
 */
export function authorisedFetch(token: ((renew?: boolean) => Promise<string>) | null): typeof fetch {
  return async (input, init = {}) => {
    const attempt = async (renew: boolean) => {
      const headers = new Headers(init.headers)
      if (token) headers.set('authorization', `Bearer ${await token(renew)}`)
      const timeout = AbortSignal.timeout(TIMEOUT_MS)
      const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
      return fetch(input, { ...init, headers, signal })
    }
    const response = await attempt(false)
    return response.status === 401 && token ? attempt(true) : response
  }
}
