import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'

const REST_MS = 5
/** A look that takes longer was kept from its work by others: no more than this of it counts as waiting. */
const LOOK_MS = 250

/**
 * Waits until the condition gives something truthy, and gives that back: tests wait for what they mean
 * and never for a time. Patience is spent by looks rather than by the clock, and the slower the more processes
 * want each core, so that a loaded machine fails no test.
 * @param patienceMs how long nothing may happen, in ms of an idle machine
 * @param progress a value that changes while what is waited for comes nearer: each change renews the patience
 * @throws when the patience is spent, naming what was waited for
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  what = 'the condition',
  patienceMs = 15_000,
  progress: () => unknown = () => undefined,
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  let left = patienceMs
  let looked = performance.now()
  let seen = await progress()
  for (;;) {
    const value = await condition()
    if (value) return value as Exclude<T, null | undefined | false | 0 | ''>
    const now = performance.now()
    left -= Math.min(now - looked, LOOK_MS) / contention()
    looked = now
    const reached = await progress()
    if (reached !== seen) left = patienceMs
    seen = reached
    if (left < 0) throw new Error(`nothing happened for ${patienceMs} ms while waiting for ${what}`)
    await delay(REST_MS)
  }
}

/** Waits until an assertion holds. @throws what it threw last, when the patience is spent */
export async function untilHolds(assertion: () => unknown, patienceMs?: number): Promise<void> {
  let last: unknown
  const holds = async () => {
    try {
      await assertion()
      return true
    } catch (error) {
      last = error
      return false
    }
  }
  await until(holds, 'an assertion to hold', patienceMs).catch(() => {
    throw last
  })
}

/** Processes that want each core, over the last minute; 1 on a machine that has cores to spare. */
export const contention = () => Math.max(1, (loadavg()[0] ?? 1) / availableParallelism())
