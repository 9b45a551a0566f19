/** A source of numbers that is the same for the same seed text, on every machine and in every run. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** Whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** @throws RangeError on an empty list */
  pick<T>(from: readonly T[]): T
  /** A shuffled copy. */
  shuffle<T>(from: readonly T[]): T[]
  /** That many decimal digits, the first of them not zero. */
  digits(count: number): string
  /** That many lower-case hexadecimal digits. */
  hex(count: number): string
}

/** 32 bits out of a text (FNV-1a), so that neighbouring seeds do not give neighbouring numbers. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return value >>> 0
}

/**
 * A generator for one purpose. Each record of the seed takes its own, named after its key, so that a
 * product added in one place changes nothing anywhere else.
 */
export function randomOf(seed: string): Random {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let word = state
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return ((word ^ (word >>> 15)) >>> 0) / 2 ** 32
  }
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new RangeError('nothing to pick from')
    return from[int(0, from.length - 1)] as T
  }
  const shuffle = <T>(from: readonly T[]): T[] => {
    const out = [...from]
    for (let last = out.length - 1; last > 0; last--) {
      const other = int(0, last)
      const kept = out[last] as T
      out[last] = out[other] as T
      out[other] = kept
    }
    return out
  }
  const text = (count: number, digit: () => string): string => Array.from({ length: count }, digit).join('')
  return {
    next,
    int,
    pick,
    shuffle,
    chance: (probability) => next() < probability,
    digits: (count) => String(int(1, 9)) + text(count - 1, () => String(int(0, 9))),
    hex: (count) => text(count, () => int(0, 15).toString(16)),
  }
}
