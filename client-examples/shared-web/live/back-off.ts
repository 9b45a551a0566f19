const FIRST_MS = 500
const MOST_MS = 20_000

/**
 * How long to wait before the next attempt: exponential with full jitter, so that after a restart of the gateway not all
 * browsers come back in the same second.
 * @param failures attempts that failed in a row, from 1
 */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  return random() * Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1))
}
