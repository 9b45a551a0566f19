import { createHmac } from 'node:crypto'

/**
 * 1688's `_aop_signature` (protocols.md 3.2): HMAC-SHA1 over the URL path and the joined pairs. Alibaba's own code
 * sorts the joined `key+value` strings, not the keys. Push messages and the authorize page have no path.
 */
export function sign1688(urlPath: string, params: Readonly<Record<string, string>>, secret: string): string {
  const pairs = Object.entries(params)
    .filter(([key]) => key !== '_aop_signature')
    .map(([key, value]) => key + value)
    .sort()
  return createHmac('sha1', secret)
    .update(urlPath + pairs.join(''))
    .digest('hex')
    .toUpperCase()
}
