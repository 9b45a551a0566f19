import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Pair } from '../http/wire-request.ts'

const upperHex = (digest: Buffer) => digest.toString('hex').toUpperCase()

const byKey = (a: Pair, b: Pair) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0]))

/** `key+value` of every pair in byte order of the keys, pairs with an empty key or value left out. */
export function joinByKey(pairs: readonly Pair[]): string {
  return pairs
    .filter(([key, value]) => key !== '' && value !== '')
    .sort(byKey)
    .map(([key, value]) => key + value)
    .join('')
}

/** Sorts the joined `key+value` strings, as Alibaba's own SDKs do (protocols.md 3.2 step 3). */
export function joinSorted(pairs: readonly Pair[]): string {
  return pairs
    .map(([key, value]) => key + value)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .join('')
}

/** TOP `md5`, JD and Qimen: MD5(secret + text + body + secret), upper-case hex (protocols.md 1.3, 2.2, 4.2). */
export function md5Wrapped(secret: string, text: string, body: Buffer = Buffer.alloc(0)): string {
  return upperHex(createHash('md5').update(secret).update(text).update(body).update(secret).digest())
}

export const hmacMd5 = (secret: string, text: string, body: Buffer = Buffer.alloc(0)): string =>
  upperHex(createHmac('md5', secret).update(text).update(body).digest())

export const hmacSha256 = (secret: string, text: string): string =>
  upperHex(createHmac('sha256', secret).update(text).digest())

export const hmacSha1 = (secret: string, text: string): string =>
  upperHex(createHmac('sha1', secret).update(text).digest())

/** Compares without telling by time how far two signatures agree; letter case counts. */
export function sameSignature(expected: string, given: string): boolean {
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}
