import type { Logger } from '../server/logger.ts'
import type { Database } from '../store/database.ts'
import { sourcesWaiting } from '../store/inbound-message.ts'
import { scheduleUnscheduled } from '../store/sync-state.ts'
import { watchSync } from '../sync/alerts/watch.ts'
import type { SyncDeps } from '../sync/deps.ts'
import { enqueueRetries } from '../sync/failures/retry-due.ts'
import { drainQueues } from '../sync/messages/drain-queue.ts'
import { enqueuePushes } from '../sync/outbound/enqueue-pushes.ts'
import { enqueueDaily } from '../sync/reconcile/run-reconciliation.ts'
import { enqueueDue } from '../sync/runs/due.ts'
import type { Lifetime } from './lifetime.ts'

const SECOND = 1_000
/** Delay that collects changes into one push, in ms. */
const COALESCE_MS = 500
/** At every commit only what has just changed is looked for; all listings, of which there are many, so often. */
const LOOK_THROUGH_MS = 20 * SECOND
/** Longer than any transaction, and than clocks differ. */
const JUST_MS = 120 * SECOND

/** Periodic looks for work, and their intervals. All of it is in the database, so any number of workers may look. */
export async function startSyncJobs(
  deps: SyncDeps,
  database: Database,
  log: Logger,
  life: Lifetime,
): Promise<void> {
  await scheduleUnscheduled(
    deps.prisma,
    Object.entries(deps.kinds).flatMap(([kind, { everySeconds }]) => (everySeconds > 0 ? [kind] : [])),
    deps.now(),
  )
  const every = (name: string, everyMs: number, run: (signal: AbortSignal) => Promise<boolean>) =>
    life.every({ name, everyMs, run, log })
  const once = (work: () => Promise<unknown>) => async () => {
    await work()
    return false
  }
  every(
    'due synchronisations',
    3 * SECOND,
    once(() => enqueueDue(deps)),
  )
  every('message queues', 5 * SECOND, (signal) => drainQueues(deps, signal))
  every(
    'messages',
    5 * SECOND,
    once(async () => {
      for (const source of await sourcesWaiting(deps.prisma)) await deps.jobs.enqueue('inbox', source)
    }),
  )
  every(
    'daily comparisons',
    300 * SECOND,
    once(() => enqueueDaily(deps)),
  )
  every(
    'watch over synchronisation',
    60 * SECOND,
    once(() => watchSync(deps)),
  )
  every(
    'failed records',
    15 * SECOND,
    once(() => enqueueRetries(deps)),
  )
  let lookedThroughAt = 0
  const pushes = every(
    'pushes',
    3 * SECOND,
    once(async () => {
      const now = Date.now()
      const all = now - lookedThroughAt >= LOOK_THROUGH_MS
      await enqueuePushes(deps, all ? null : new Date(now - JUST_MS))
      if (all) lookedThroughAt = now
    }),
  )
  let timer: NodeJS.Timeout | null = null
  const stop = await database.listen('outbox', () => {
    timer ??= setTimeout(() => {
      timer = null
      pushes.wake()
    }, COALESCE_MS).unref()
  })
  life.onStop('wake-up of pushes', async () => {
    if (timer) clearTimeout(timer)
    await stop()
  })
}
