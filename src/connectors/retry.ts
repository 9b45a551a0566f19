import { RateLimited, Transient, type UpstreamError } from '../domain/upstream-error.ts'

export interface RetryOptions {
  /** Attempts of one call in all, the first included. */
  readonly attempts: number
  readonly baseMs: number
  readonly maxMs: number
  /** A ban longer than this is the caller's business: the call fails with RateLimited instead of waiting. */
  readonly longestBanMs: number
}

/** Code of calls that were not sent because the circuit breaker is open. */
export const CIRCUIT_OPEN = 'circuit-open'

/** "Full jitter": anything from nothing to the doubled ceiling, so that callers who failed together part ways. */
export function backoff({ baseMs, maxMs }: RetryOptions, attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** attempt))
}

/**
 * Milliseconds to wait before the same call is sent again, or null when it must not be (protocols.md 6).
 * A refusal by rate limit did nothing, so writes wait it out too; a write that may have happened is never repeated here.
 */
export function retryDelay(
  error: UpstreamError,
  attempt: number,
  options: RetryOptions,
  random: () => number,
): number | null {
  if (attempt >= options.attempts) return null
  // Waiting for the breaker to try again would make every caller wait for a platform that is known to be down.
  if (error.code === CIRCUIT_OPEN) return null
  if (error instanceof RateLimited)
    return error.retryAfterMs > options.longestBanMs ? null : error.retryAfterMs
  if (error instanceof Transient && !error.mayHaveHappened) {
    const asked = error.retryAfterMs ?? 0
    return asked > options.longestBanMs ? null : Math.max(asked, backoff(options, attempt, random))
  }
  return null
}
