import { pauseAfter } from '../../domain/delivery-schedule.ts'
import type { PrismaClient } from '../../store/database.ts'
import { type DueNotice, noticeEnded, takeDueNotices } from '../../store/sync-notice.ts'
import type { SyncLog } from '../deps.ts'

/** One way to reach the people in charge of synchronisation. */
export interface Notifier {
  /** For the log. */
  readonly name: string
  /** @param id the same at every attempt. @returns null when it was taken, else why not, in words */
  tell(notice: DueNotice, id: string, signal: AbortSignal): Promise<string | null>
}

export interface TellDeps {
  readonly prisma: PrismaClient
  readonly notifiers: readonly Notifier[]
  readonly log: Pick<SyncLog, 'warn'>
  readonly random?: () => number
}

const BATCH = 16
/** Longer than the longest attempt: an alert is never told by two workers at once. */
const LEASE_MS = 180_000

/**
 * Sends alerts to notifiers, each when it opens and when it is over. A failed one is sent again later,
 * to all of them, with growing pauses, and finally given up. At least once.
 * @returns whether there may be more
 */
export async function tellAlerts(deps: TellDeps, signal: AbortSignal): Promise<boolean> {
  const due = await takeDueNotices(deps.prisma, BATCH, LEASE_MS)
  await Promise.all(due.map((notice) => tell(deps, notice, signal)))
  return due.length === BATCH
}

async function tell(
  { prisma, notifiers, log, random }: TellDeps,
  notice: DueNotice,
  signal: AbortSignal,
): Promise<void> {
  const id = `${notice.alertId}-${notice.status.toLowerCase()}`
  const failures = await Promise.all(
    notifiers.map(async (notifier) => {
      const error = await notifier.tell(notice, id, signal)
      if (error !== null)
        log.warn({ alertId: notice.alertId, notifier: notifier.name, error }, 'an alert could not be told')
      return error
    }),
  )
  const failed = failures.some((error) => error !== null)
  await noticeEnded(
    prisma,
    notice,
    !failed,
    failed ? pauseAfter(notice.attempts, random ?? Math.random) : null,
  )
}
