/** A number below 2^32 that depends on the text alone (FNV-1a): stable ids for what the catalogue does not name. */
export function stableNumber(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) {
    hash ^= byte
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return hash
}

/**
 * Makes ids like the platforms': decimal, growing, and above 2^53, so that a reader who rounds them is found out
 * (protocols.md 1.4, 3.5).
 */
export class IdMaker {
  #next: bigint

  constructor(first: bigint) {
    this.#next = first
  }

  next(): string {
    // A prime step leaves no id that differs only in its last digit, the one that rounding eats first.
    this.#next += 1_000_003n
    return String(this.#next)
  }
}
