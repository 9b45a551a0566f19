import { createHash } from 'node:crypto'

/**
 * Qimen's signature (protocols.md 4.2): the query parameters but `sign`, decoded, then the body byte for byte, between
 * secrets. Receivers verify MD5 only.
 */
export function signQimen(
  params: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  secret: string,
): string {
  const joined = Object.entries(params)
    .filter(([key]) => key !== 'sign')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => key + value)
    .join('')
  return createHash('md5')
    .update(secret + joined)
    .update(body)
    .update(secret)
    .digest('hex')
    .toUpperCase()
}
