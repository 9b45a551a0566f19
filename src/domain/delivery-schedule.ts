/** Attempts before a delivery is given up: about a day and a half with the pauses below. */
export const MAX_ATTEMPTS = 12
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 6 * 3_600_000

/**
 * Pause before the next attempt, in ms: doubled each time, half of it by chance, so that what failed together
 * does not come back together. Null: no more attempts.
 * @param attempts made so far, at least 1
 */
export function pauseAfter(attempts: number, random: () => number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1))
  return Math.round(ceiling / 2 + (random() * ceiling) / 2)
}
