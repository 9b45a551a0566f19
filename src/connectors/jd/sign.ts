import { createHash } from 'node:crypto'

/** JD's signature (protocols.md 2.2): every parameter that is sent but `sign`, values before URL encoding, MD5 between secrets. */
export function signJd(params: Readonly<Record<string, string>>, secret: string): string {
  const joined = Object.entries(params)
    .filter(([key]) => key !== 'sign')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => key + value)
    .join('')
  return createHash('md5')
    .update(secret + joined + secret)
    .digest('hex')
    .toUpperCase()
}
