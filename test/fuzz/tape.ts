/**
 * Choices read from a list of numbers: the same list gives the same operation, a shorter list or smaller numbers a
 * simpler one, so that a failing operation is shrunk by shrinking its list. An exhausted tape chooses 0, the simplest.
 */
export class Tape {
  readonly #numbers: readonly number[]
  #at = 0

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }

  /** 0 to `count` - 1. */
  next(count: number): number {
    return count <= 1 ? 0 : (this.#numbers[this.#at++] ?? 0) % count
  }

  /** True with this probability; never on an exhausted tape. */
  chance(percent: number): boolean {
    return this.next(100) >= 100 - percent
  }

  pick<T>(list: readonly T[]): T {
    return list[this.next(list.length)] as T
  }
}
