import { createHash, createHmac } from 'node:crypto'

export type SignMethod = 'md5' | 'hmac' | 'hmac-sha256'

/**
 * TOP's signature (protocols.md 1.3) over every parameter that will be sent, values before URL encoding. Pairs with an
 * empty key or value are left out; do not send them either.
 */
export function signTop(
  params: Readonly<Record<string, string>>,
  secret: string,
  method: SignMethod,
): string {
  const joined = Object.entries(params)
    .filter(([key, value]) => key !== 'sign' && key !== '' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => key + value)
    .join('')
  const hash =
    method === 'md5'
      ? createHash('md5').update(secret + joined + secret)
      : createHmac(method === 'hmac' ? 'md5' : 'sha256', secret).update(joined)
  return hash.digest('hex').toUpperCase()
}
