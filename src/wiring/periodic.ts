import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../server/logger.ts'

export interface PeriodicOptions {
  /** For the log. */
  readonly name: string
  /** Rest between two runs, in ms. */
  readonly everyMs: number
  /** Rest before the first run, in ms; none when absent. */
  readonly firstAfterMs?: number
  /** Does what is due; true when there may be more: the next run then follows without rest. */
  readonly run: (signal: AbortSignal) => Promise<boolean>
  readonly log: Logger
  /** Told of each run, with the ms that it took; not of one that the stop ended. */
  readonly onRun?: OnRun
}

export type OnRun = (name: string, outcome: 'done' | 'failed', ms: number) => void

export interface Periodic {
  /** Runs soon instead of after the rest: something that is due was just written. */
  wake(): void
  /** Aborts the signal and waits for the present run to end. */
  stop(): Promise<void>
}

/**
 * Runs work that is in the database, one run at a time in this process. Any number of processes may do
 * the same: the work is taken by conditional updates or SKIP LOCKED. A failed run is logged and tried again.
 */
export function startPeriodic({
  name,
  everyMs,
  firstAfterMs = 0,
  run,
  log,
  onRun = () => {},
}: PeriodicOptions): Periodic {
  const stopping = new AbortController()
  const { signal } = stopping
  let bell = new AbortController()

  const rest = (ms: number) =>
    delay(ms, undefined, { signal: AbortSignal.any([signal, bell.signal]) }).catch(() => {})

  const loop = async () => {
    if (firstAfterMs > 0) await rest(firstAfterMs)
    while (!signal.aborted) {
      bell = new AbortController()
      let more = false
      const started = performance.now()
      const past = () => performance.now() - started
      try {
        more = await run(signal)
        log.debug({ job: name, more, ms: Math.round(past()) }, 'job')
        onRun(name, 'done', past())
      } catch (error) {
        if (!signal.aborted) {
          log.error({ err: error, job: name }, 'job failed; it is tried again')
          onRun(name, 'failed', past())
        }
      }
      if (!more) await rest(everyMs)
    }
  }

  const running = loop()
  return {
    wake: () => bell.abort(),
    async stop() {
      stopping.abort()
      await running
    },
  }
}
