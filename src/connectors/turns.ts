import { RateLimited, type UpstreamName } from '../domain/upstream-error.ts'
import type { Clock } from './clock.ts'
import { type Bucket, createBucket, type Rate, UNPACED } from './rate-limit.ts'

export interface Rates {
  /** All calls of the app. */
  readonly app: Rate
  /** Calls for one shop. */
  readonly shop: Rate
}

/** Who is calling what, for the buckets that apply. */
export interface Lane {
  readonly upstream: UpstreamName
  readonly api: string
  readonly app: string
  readonly shopId: string | null
  readonly method: string
  readonly rates: Rates
}

/** The buckets of every app, API and shop; they live as long as the process, one per name. */
export function createTurns(clock: Clock, longestWaitMs: number, part: () => number = () => 1) {
  const buckets = new Map<string, Bucket>()
  const bucket = (name: string, rate: Rate) => {
    const known = buckets.get(name)
    if (known) return known
    const made = createBucket(rate, clock, part)
    buckets.set(name, made)
    return made
  }
  const appBuckets = new Map<string, Bucket>()
  const appBucket = (lane: Lane) => {
    const made = bucket(`${lane.api} ${lane.app}`, lane.rates.app)
    appBuckets.set(lane.api, made)
    return made
  }
  const apiBucket = (lane: Lane) => bucket(`${lane.api} ${lane.app} ${lane.method}`, UNPACED)
  const shopBucket = (lane: Lane) => bucket(`${lane.api} ${lane.app} shop ${lane.shopId}`, lane.rates.shop)
  const all = (lane: Lane) =>
    lane.shopId === null
      ? [appBucket(lane), apiBucket(lane)]
      : [appBucket(lane), apiBucket(lane), shopBucket(lane)]

  return {
    /**
     * Returns when this call may go.
     * @throws RateLimited at once when that is further away than a caller should wait
     */
    async wait(lane: Lane, signal?: AbortSignal): Promise<void> {
      const mine = all(lane)
      do {
        const ms = Math.max(...mine.map((one) => one.wait()))
        if (ms > longestWaitMs) {
          throw new RateLimited({
            upstream: lane.upstream,
            message: `${lane.method} waits for its turn`,
            retryAfterMs: ms,
          })
        }
        for (const one of mine) one.take()
        if (ms > 0) await clock.sleep(ms, signal)
        const late = Math.max(...mine.map((one) => one.leave()))
        if (late > 0) await clock.sleep(late, signal)
        // A ban that came while we slept: queue again behind it.
      } while (mine.some((one) => one.bannedForMs() > 0))
    },
    ban(lane: Lane, scope: RateLimited['scope'], ms: number): void {
      const target =
        scope === 'api' ? apiBucket : scope === 'shop' && lane.shopId !== null ? shopBucket : appBucket
      target(lane).ban(ms)
    },
    /** The present pace of every API that was called. */
    paces(): { api: string; perSecond: number; bannedForMs: number }[] {
      return [...appBuckets].map(([api, one]) => ({
        api,
        perSecond: one.perSecond(),
        bannedForMs: one.bannedForMs(),
      }))
    },
    succeeded(lane: Lane): void {
      for (const one of all(lane)) one.succeeded()
    },
  }
}
