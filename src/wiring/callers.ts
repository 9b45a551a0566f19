import { randomUUID } from 'node:crypto'
import type { Logger } from '../server/logger.ts'
import { beat, leave } from '../store/caller.ts'
import type { Database } from '../store/database.ts'
import type { Lifetime } from './lifetime.ts'
import { startPeriodic } from './periodic.ts'

const BEAT_MS = 5_000
/** A process that has not been heard of for so long has died. */
const SILENT_MS = 20_000

/**
 * This process's part of the rates of the apps, which all processes on one database share. A process that joins takes
 * its part at once; the others hear of it within seconds.
 */
export async function shareRates(
  { kind, jobs }: Database,
  log: Logger,
  life: Lifetime,
): Promise<() => number> {
  // The embedded database lets no second process in.
  if (kind === 'embedded') return () => 1
  const id = randomUUID()
  let callers = await beat(jobs, id, SILENT_MS)
  const beating = startPeriodic({
    name: 'share of the rates',
    everyMs: BEAT_MS,
    run: async () => {
      callers = await beat(jobs, id, SILENT_MS)
      return false
    },
    log,
  })
  life.onStop('share of the rates', async () => {
    await beating.stop()
    await leave(jobs, id)
  })
  return () => 1 / callers
}
