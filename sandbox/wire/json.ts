import { isInteger, parse, stringify } from 'lossless-json'

/** Writes JSON with bigint as a bare number: ids of 19 digits, which JSON.stringify cannot write. */
export function toJson(value: unknown): string {
  return stringify(value) ?? 'null'
}

/** A number where a double holds it exactly, a bigint for larger integers, so that no id is rounded. */
function exactNumber(text: string): number | bigint {
  const number = Number(text)
  return isInteger(text) && !Number.isSafeInteger(number) ? BigInt(text) : number
}

/** Reads JSON without rounding. Returns undefined when the text is not JSON (JSON itself cannot say undefined). */
export function fromJson(text: string): unknown {
  try {
    return parse(text, undefined, exactNumber)
  } catch {
    return undefined
  }
}
