import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../server/logger.ts'
import { beat, databaseTime, leave, tellCallers, unheard } from '../store/caller.ts'
import type { Database } from '../store/database.ts'
import type { Lifetime } from './lifetime.ts'

const BEAT_MS = 5_000
/** A process that is silent for this time counts as dead, in ms. */
const SILENT_MS = 20_000
/** One that has missed a beat makes no calls either, or will count us before it does. */
const MISSED_MS = 1.5 * BEAT_MS
const LOOK_MS = 20

/**
 * This process's part of the rates of the apps, which all processes on one database share. A process that joins makes
 * no call before the others have counted it and given up its part; it notifies them, so that this takes a moment.
 */
export async function shareRates(database: Database, log: Logger, life: Lifetime): Promise<() => number> {
  const { kind, jobs } = database
  // The embedded database lets no second process in.
  if (kind === 'embedded') return () => 1
  const id = randomUUID()
  let callers = await beat(jobs, id, SILENT_MS)
  const joined = await databaseTime(jobs)
  life.onStop('share of the rates', () => leave(jobs, id))
  const beating = life.every({
    name: 'share of the rates',
    everyMs: BEAT_MS,
    run: async () => {
      callers = await beat(jobs, id, SILENT_MS)
      return false
    },
    log,
  })
  const stopListening = await database.listen('callers', () => beating.wake())
  life.onStop('wake-up of the rates', stopListening)
  await tellCallers(jobs)
  while ((await unheard(jobs, id, joined, MISSED_MS)) > 0) await delay(LOOK_MS)
  return () => 1 / callers
}
