import { LosslessNumber, stringify } from 'lossless-json'

/** An id that the platform wants as a JSON number although it may exceed 2^53; anything that is no number stays text. */
export function jsonId(id: string): LosslessNumber | string {
  return /^\d+$/.test(id) ? new LosslessNumber(id) : id
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
