import { LosslessNumber, stringify } from 'lossless-json'

/** An id that the platform wants as a JSON number although it may exceed 2^53; anything that is no number stays text. */
export function jsonId(id: string): LosslessNumber | string {
  return /^\d+$/.test(id) ? new LosslessNumber(id) : id
}

/** A decimal amount as a JSON number with all its digits: "19.90", not 19.9. */
export function jsonDecimal(amount: string): LosslessNumber {
  return new LosslessNumber(amount)
}

/** Business parameters as the JSON text that is both signed and sent; undefined values are left out, keys sorted. */
export function jsonParams(params: Readonly<Record<string, unknown>>): string {
  const sorted = Object.fromEntries(
    Object.entries(params)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  return stringify(sorted) ?? '{}'
}

/** Ids as a JSON list of numbers. */
export function jsonIds(ids: readonly string[]): string {
  return stringify(ids.map(jsonId)) ?? '[]'
}
