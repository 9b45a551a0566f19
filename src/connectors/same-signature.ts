import { Buffer } from 'node:buffer'
import { timingSafeEqual } from 'node:crypto'

/** Compares signatures in constant time, ignoring the case of the hex digits. */
export function sameSignature(given: string, expected: string): boolean {
  const a = Buffer.from(given.toUpperCase())
  const b = Buffer.from(expected.toUpperCase())
  return a.length === b.length && timingSafeEqual(a, b)
}
