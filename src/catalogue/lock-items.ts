import type { Platform } from '../domain/platform.ts'
import { lockNumber } from '../store/database.ts'
import type { Tx } from '../store/transaction.ts'

/** Until the transaction ends nobody else imports these items. Locked in one order, before any row of theirs is locked. */
export async function lockItems(tx: Tx, platform: Platform, externalIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(externalIds)].sort())
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockNumber(`item ${platform} ${id}`)}::bigint)`
}
