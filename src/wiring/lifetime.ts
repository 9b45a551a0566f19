import { type OnRun, type Periodic, type PeriodicOptions, startPeriodic } from './periodic.ts'

/** What was started, to be stopped in the opposite order. When one part fails to stop, the others still do. */
export class Lifetime {
  /** Told of each run of periodic work that is started after it was set. */
  onRun: OnRun = () => {}
  readonly #stops: { readonly name: string; readonly stop: () => Promise<unknown> | unknown }[] = []

  onStop(name: string, stop: () => Promise<unknown> | unknown): void {
    this.#stops.push({ name, stop })
  }

  /** Periodic work until the stop, which waits for the present run to end. */
  every(options: Omit<PeriodicOptions, 'onRun'>): Periodic {
    const periodic = startPeriodic({ ...options, onRun: this.onRun })
    this.onStop(options.name, () => periodic.stop())
    return periodic
  }

  async stop(onError: (part: string, error: unknown) => void): Promise<void> {
    for (let part = this.#stops.pop(); part; part = this.#stops.pop()) {
      try {
        await part.stop()
      } catch (error) {
        onError(part.name, error)
      }
    }
  }
}
