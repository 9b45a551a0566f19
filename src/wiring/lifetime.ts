import { type OnRun, type Periodic, type PeriodicOptions, startPeriodic } from './periodic.ts'

/** Timeout for stopping one part, in ms, ... */
const STOP_MS = 15_000
/** ... and of the others, once one part has timed out. */
const HURRIED_MS = 1_000

/**
 * List of started parts, stopped in reverse order. When one part fails to stop, or does not in time, the others
 * still do.
 */
export class Lifetime {
  /** Told of each run of periodic work that is started after it was set. */
  onRun: OnRun = () => {}
  readonly #stops: Part[] = []

  onStop(name: string, stop: () => Promise<unknown> | unknown, withinMs = STOP_MS): void {
    this.#stops.push({ name, stop, withinMs })
  }

  /** Periodic work until the stop, which waits for the present run to end. */
  every(options: Omit<PeriodicOptions, 'onRun'>): Periodic {
    const periodic = startPeriodic({ ...options, onRun: this.onRun })
    this.onStop(options.name, () => periodic.stop())
    return periodic
  }

  async stop(onError: (part: string, error: unknown) => void): Promise<void> {
    let hurried = false
    for (let part = this.#stops.pop(); part; part = this.#stops.pop()) {
      try {
        await within(part.stop(), hurried ? HURRIED_MS : part.withinMs)
      } catch (error) {
        hurried ||= error instanceof TooLong
        onError(part.name, error)
      }
    }
  }
}

interface Part {
  readonly name: string
  readonly stop: () => Promise<unknown> | unknown
  readonly withinMs: number
}

class TooLong extends Error {}

async function within(stopped: Promise<unknown> | unknown, ms: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TooLong(`did not stop within ${ms} ms`)), ms)
  try {
    await Promise.race([stopped, late])
  } finally {
    clearTimeout(timer)
  }
}
