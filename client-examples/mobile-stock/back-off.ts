/** How long to wait between attempts, ms. */
export interface BackOff {
  /** Maximum wait before the first retry, in ms; doubles with each further one. */
  readonly firstMs: number
  /** Never longer than this. */
  readonly longestMs: number
}

export const BACK_OFF: BackOff = { firstMs: 500, longestMs: 30_000 }

/**
 * Exponential with full jitter: anything between nothing and the limit, so that many phones that lost the same network
 * don't come back in the same instant.
 *
 * @param failures attempts that failed in a row, 1 or more
 * @param random 0 to below 1
 */
export function waitAfter(
  failures: number,
  { firstMs, longestMs }: BackOff = BACK_OFF,
  random: () => number = Math.random,
): number {
  const limit = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30))
  return Math.floor(random() * limit)
}
