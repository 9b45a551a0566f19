import type { Clock } from './clock.ts'

export interface BreakerOptions {
  /** Failures in a row that open the circuit. */
  readonly threshold: number
  /** How long it stays open before one call may try. */
  readonly openMs: number
}

type State =
  | { readonly name: 'closed'; readonly failures: number }
  | { readonly name: 'open'; readonly until: number }
  | { readonly name: 'trying' }

/**
 * Stops calls to one shop's platform after a run of failures, so that callers fail at once instead of piling up on
 * time-outs. After `openMs` one call goes through: its outcome closes the circuit or opens it again.
 */
export function createBreaker(
  { threshold, openMs }: BreakerOptions,
  clock: Clock,
  changed: (state: State['name']) => void,
) {
  let state: State = { name: 'closed', failures: 0 }
  const become = (next: State) => {
    const before = state.name
    state = next
    if (before !== next.name) changed(next.name)
  }

  return {
    /** 0 when the call may go; else milliseconds until asking again makes sense. A call let in must report its end. */
    enter(): number {
      if (state.name === 'closed') return 0
      if (state.name === 'trying') return openMs
      if (state.until > clock.now()) return state.until - clock.now()
      become({ name: 'trying' })
      return 0
    },
    succeeded: () => become({ name: 'closed', failures: 0 }),
    failed(): void {
      const failures = state.name === 'closed' ? state.failures + 1 : threshold
      if (failures >= threshold) become({ name: 'open', until: clock.now() + openMs })
      else become({ name: 'closed', failures })
    },
    /** The caller gave up, which says nothing about the platform; a trial call frees its slot. */
    abandoned(): void {
      if (state.name === 'trying') become({ name: 'open', until: clock.now() })
    },
  }
}

export type Breaker = ReturnType<typeof createBreaker>
