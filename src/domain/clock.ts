/** By how much clocks of others may run ahead of ours, ms. */
const TOLERANCE = 5 * 60_000

/** False for a future time: reported events have happened. */
export function notAhead(at: Date): boolean {
  return at.getTime() <= Date.now() + TOLERANCE
}

export const NOT_AHEAD = 'lies in the future'
