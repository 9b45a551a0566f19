import {
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  type UpstreamError,
} from '../../domain/upstream-error.ts'
import type { TakenPurchase } from '../../store/purchase-queue.ts'
import type { Settlement } from './settle.ts'

const FIRST_MS = 2_000
const LONGEST_MS = 10 * 60_000

/** How a reason begins that is over as soon as the platform answers again. */
export const WAITS = 'Waits:'

/** Texts and codes by which platforms say that a price is not what was expected (purchasing.md 2.4: 3019). */
const PRICE = /^(3019|over-limit|price-unknown)$/
const PRICE_WORDS = /价格|price/i

/**
 * Consequence of a failure for a purchase: wait and retry, or a visible decision for an operator. Never silence,
 * and never a second purchase: a possible first one is looked up by the purchase's own id.
 */
export function afterFailure(error: UpstreamError, { attempts, submittedAt }: TakenPurchase): Settlement {
  if (error instanceof RateLimited)
    return {
      failed: true,
      nextAttemptAt: later(Math.max(error.retryAfterMs, 1_000)),
      reason: `${WAITS} ${error.upstream} takes no more calls for a while`,
    }
  if (error instanceof Transient)
    return {
      failed: true,
      nextAttemptAt: later(Math.max(error.retryAfterMs ?? 0, backOff(attempts))),
      reason: `${WAITS} ${error.upstream} did not answer as it should (${error.message}); tried ${attempts} times`,
    }
  const doubt = submittedAt
    ? ' An earlier attempt may stand on the platform: look there before you buy by hand.'
    : ''
  if (error instanceof NeedsAuthorization)
    return byHand(`The purchasing account of ${error.upstream} has to be authorized again.${doubt}`)
  if (error instanceof Rejected)
    return PRICE.test(error.code ?? '') || PRICE_WORDS.test(error.message)
      ? byHand(`The price is not what was expected: ${error.message}`)
      : {
          status: 'FAILED',
          reason: `${error.upstream} refused: ${error.message}`,
          note: 'A purchase was refused by the marketplace; an operator decides',
        }
  return byHand(`${error.upstream} can't be used: ${error.message}.${doubt}`)
}

/** Left to an operator, with the reason. */
export function byHand(reason: string): Settlement {
  return {
    status: 'AWAITING_MANUAL_PURCHASE',
    reason,
    note: 'A purchase waits for an operator',
  }
}

/** Twice as long after each attempt, with jitter, so that many purchases do not come back at one moment. */
export function backOff(attempts: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20)) * (0.75 + Math.random() / 2)
}

export function later(ms: number): Date {
  return new Date(Date.now() + ms)
}
