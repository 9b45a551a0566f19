import type { Clock } from './clock.ts'

export interface Rate {
  /** Sustained calls per second. */
  readonly perSecond: number
  /** Calls that may go at once after a quiet time. */
  readonly burst: number
}

/** No pace of its own: such a bucket only keeps bans. */
export const UNPACED: Rate = { perSecond: Number.POSITIVE_INFINITY, burst: 1 }

/** Never slower than this share of the configured rate, however often the platform complains. */
const FLOOR = 0.1

/** Of the plain interval that two calls keep at least, however late their turns came. */
const CLOSEST = 0.9

/**
 * One token bucket, kept as the time at which it is full again (GCRA), plus what the platform's answers taught: a ban
 * until some instant, and a share of the configured rate that halves on each refusal and grows back slowly.
 * @param part of the rate that is this process's, when several share it
 */
export function createBucket(rate: Rate, clock: Clock, part: () => number = () => 1) {
  let fullAt = 0
  /** As `fullAt`, for calls that really went. */
  let wentFullAt = 0
  let bannedUntil = 0
  let share = 1
  const perSecond = () => rate.perSecond * share * part()
  const interval = () => 1_000 / perSecond()
  const burst = () => Math.max(1, Math.floor(rate.burst * part()))

  return {
    /** Milliseconds until the next call may go. Takes nothing. */
    wait(): number {
      const now = clock.now()
      return Math.max(0, Math.ceil(fullAt - (burst() - 1) * interval() - now), bannedUntil - now)
    },
    /** Takes a token. A caller takes first and then sleeps for what `wait` said before, so that each has its own turn. */
    take(): void {
      fullAt = Math.max(fullAt, clock.now()) + interval()
    },
    /**
     * Asked when the turn has come. A process that was held up finds many turns come at once: they go one after
     * another all the same. Takes the place. @returns ms that are still to be slept
     */
    leave(): number {
      const now = clock.now()
      const step = interval() * CLOSEST
      const ms = Math.max(0, Math.ceil(wentFullAt - (burst() - 1) * step - now))
      wentFullAt = Math.max(wentFullAt, now) + step
      return ms
    },
    /** After the ban, queued calls go at the plain pace, not all at once. */
    ban(ms: number): void {
      bannedUntil = Math.max(bannedUntil, clock.now() + ms)
      share = Math.max(FLOOR, share / 2)
      fullAt = Math.max(fullAt, bannedUntil + (burst() - 1) * interval())
    },
    succeeded(): void {
      share = Math.min(1, share + 0.01)
    },
    /** Calls per second at present: the configured rate, less reductions after refusals and the share of other processes. */
    perSecond,
    bannedForMs: () => Math.max(0, bannedUntil - clock.now()),
  }
}

export type Bucket = ReturnType<typeof createBucket>
