import type { Config } from '../config.ts'
import type { RetentionSettings } from '../config-retention.ts'
import type { Logger } from '../server/logger.ts'
import type { PrismaClient } from '../store/database.ts'
import { deleteOld, RETAINED_KINDS, type RetainedKind } from '../store/retention.ts'
import type { Lifetime } from './lifetime.ts'

const REST_MS = 10 * 60_000
/** Rows of one statement: their locks and their write-ahead log stay small. */
const BATCH = 1_000

/**
 * One batch of every kind that is too old. @returns whether there may be more; rows that another worker is deleting
 * count as gone
 */
export async function runRetention(
  prisma: PrismaClient,
  settings: RetentionSettings,
  options: {
    readonly now: Date
    readonly signal: AbortSignal
    readonly onDeleted?: (kind: RetainedKind, rows: number) => void
    readonly batch?: number
  },
): Promise<boolean> {
  const { now, signal, onDeleted = () => {}, batch = BATCH } = options
  let more = false
  for (const kind of RETAINED_KINDS) {
    const keepMs = settings[kind]
    if (keepMs === null || signal.aborted) continue
    const rows = await deleteOld(prisma, kind, new Date(now.getTime() - keepMs), batch)
    if (rows > 0) onDeleted(kind, rows)
    more ||= rows === batch
  }
  return more && !signal.aborted
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
    run: (signal) =>
      runRetention(prisma, retention, {
        now: new Date(),
        signal,
        onDeleted: (kind, rows) => log.info({ kind, rows }, 'old rows deleted'),
      }),
    log,
  })
}
