import { setTimeout as delay } from 'node:timers/promises'
import type { Config, RetentionSettings } from '../config/index.ts'
import type { Logger } from '../server/logger.ts'
import type { PrismaClient } from '../store/database.ts'
import { deleteOld, RETAINED_KINDS, type RetainedKind } from '../store/retention.ts'
import type { Lifetime } from './lifetime.ts'

const REST_MS = 10 * 60_000
/** After a start the requests that waited for it come first. */
const FIRST_AFTER_MS = 60_000
/** Rows of one statement: their locks and their write-ahead log stay small. */
const BATCH = 1_000

/**
 * One batch of every kind that is too old. After each statement it rests as long as the statement took, so that it
 * takes half of one connection's time at most, less on a database that has much to do.
 * @returns whether there may be more; rows that another worker is deleting count as gone
 */
export async function runRetention(
  prisma: PrismaClient,
  settings: RetentionSettings,
  options: {
    readonly now: Date
    readonly signal: AbortSignal
    readonly onDeleted?: (kind: RetainedKind, rows: number) => void
    readonly batch?: number
    readonly rest?: (ms: number, signal: AbortSignal) => Promise<void>
  },
): Promise<boolean> {
  const { now, signal, onDeleted = () => {}, batch = BATCH, rest = restFor } = options
  let more = false
  for (const kind of RETAINED_KINDS) {
    const keepMs = settings[kind]
    if (keepMs === null || signal.aborted) continue
    const started = performance.now()
    const rows = await deleteOld(prisma, kind, new Date(now.getTime() - keepMs), batch)
    if (rows > 0) onDeleted(kind, rows)
    more ||= rows === batch
    await rest(performance.now() - started, signal)
  }
  return more && !signal.aborted
}

/** Ends early at a stop. */
async function restFor(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}

/** Deletes what has been kept for long enough, unless this process is only a gateway. */
export function startRetention(
  { role, retention }: Pick<Config, 'role' | 'retention'>,
  prisma: PrismaClient,
  log: Logger,
  life: Lifetime,
): void {
  if (role === 'gateway') return
  life.every({
    name: 'retention',
    everyMs: REST_MS,
    firstAfterMs: FIRST_AFTER_MS,
    run: (signal) =>
      runRetention(prisma, retention, {
        now: new Date(),
        signal,
        onDeleted: (kind, rows) => log.info({ kind, rows }, 'old rows deleted'),
      }),
    log,
  })
}
