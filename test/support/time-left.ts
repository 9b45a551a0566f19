/** What a file takes that was never run here, in ms. */
export const UNKNOWN_MS = 4_000

export interface RunSoFar {
  /** Files to come, those that run now included. */
  readonly left: readonly string[]
  /** Files that are done, and what each took, in ms. */
  readonly done: ReadonlyMap<string, number>
  /** What files took in runs before, in ms. */
  readonly before: Readonly<Record<string, number>>
  readonly workers: number
}

/**
 * About how long the rest of a run takes, in ms: as long as its files took before, and slower or faster by as much as
 * those were that are done.
 */
export function timeLeft({ left, done, before, workers }: RunSoFar): number {
  const expected = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + (before[file] ?? UNKNOWN_MS), 0)
  const taken = [...done.values()].reduce((sum, ms) => sum + ms, 0)
  // A handful of files says little about the machine.
  const known = expected(done.keys())
  const pace = known > 20 * UNKNOWN_MS ? taken / known : 1
  return (expected(left) * pace) / workers
}

/** "4:05" of ms. */
export function minutes(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
