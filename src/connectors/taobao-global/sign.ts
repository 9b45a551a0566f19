import { createHmac } from 'node:crypto'

/** The IOP family's signature (purchasing.md 1.2), not TOP's: HMAC-SHA256 over the API path and the sorted pairs. */
export function signIop(apiPath: string, params: Readonly<Record<string, string>>, secret: string): string {
  const joined = Object.entries(params)
    .filter(([key]) => key !== 'sign')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => key + value)
    .join('')
  return createHmac('sha256', secret)
    .update(apiPath + joined)
    .digest('hex')
    .toUpperCase()
}

/** Push messages carry this in `Authorization` (purchasing.md 1.6), lower-case. */
export function signPush(appKey: string, body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(appKey).update(body).digest('hex')
}
