import { afterAll, beforeAll, beforeEach, vi } from 'vitest'

/** Longer than an answer of a platform serves, and than a circuit breaker stays open. */
const STEP_MS = 20_000

/**
 * A clock that stands still but for `pass`, so that what is fresh depends on no test's speed; timers are real.
 * To be called before the gateway starts. It passes before each test, so that tests don't see each other's answers.
 */
export function clockOfThisFile() {
  let now = Date.now()
  const pass = () => {
    now += STEP_MS
    vi.setSystemTime(now)
  }
  beforeAll(pass)
  beforeEach(pass)
  afterAll(() => void vi.useRealTimers())
  return { pass, now: () => now }
}
