import { setTimeout as delay } from 'node:timers/promises'

/** Where time comes from. Tests put in one that moves when they say so. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal ? { signal } : {})
    } catch (error) {
      throw signal?.aborted ? signal.reason : error
    }
  },
}

/**
 * For spans alone: it goes on evenly when the machine's clock is set. By the other one, a clock that was an hour ahead
 * for a moment would leave every turn and pause an hour away.
 */
export const steadyClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: systemClock.sleep,
}

/**
 * Thrown by a connector while it reads an answer that refuses our timestamp (TOP 30/31, JD 7/8). The upstream policy
 * measures the difference, signs once more and never lets this out.
 */
export class ClockRejected extends Error {
  override readonly name = 'ClockRejected'
}

/** How far each platform's clock is from ours, learnt from the `Date` header of an answer that refused our time. */
export function createSkews(clock: Clock) {
  const byApi = new Map<string, number>()
  return {
    /** The platform's present time as far as we know it. */
    now: (api: string) => new Date(clock.now() + (byApi.get(api) ?? 0)),
    /** Returns false when the answer had no usable date, so that signing again would change nothing. */
    learn(api: string, theirs: Date | null): boolean {
      if (!theirs) return false
      byApi.set(api, theirs.getTime() - clock.now())
      return true
    },
  }
}
