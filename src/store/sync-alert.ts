import { v7 } from 'uuid'
import type { SyncPayload } from '../domain/feed-event.ts'
import type { SyncAlertKind } from '../domain/sync-words.ts'
import type { PrismaClient } from './database.ts'
import { appendToOutbox } from './outbox.ts'
import type { Tx } from './transaction.ts'

export interface NewSyncAlert {
  readonly shopId: string | null
  readonly kind: SyncAlertKind
  /** Key of the alert, for example `token:<shop>`; at most one per key is open. */
  readonly dedupeKey: string
  /** In words for the operator. No secrets. */
  readonly message: string
}

/** Opens an alert and tells subscribers, unless one with the same key is open already. True when it was opened. */
export async function openSyncAlert(tx: Tx, alert: NewSyncAlert): Promise<boolean> {
  const { shopId, kind, dedupeKey, message } = alert
  const id = v7()
  // The partial unique index `sync_alert_one_open` decides between two who open the same at once.
  const opened = await tx.$queryRaw<{ opened_at: Date }[]>`
    INSERT INTO sync_alert (id, shop_id, kind, dedupe_key, message)
    VALUES (${id}, ${shopId}, ${kind}, ${dedupeKey}, ${message})
    ON CONFLICT DO NOTHING RETURNING opened_at`
  const [row] = opened
  if (!row) return false
  await appendToOutbox(tx, [eventOf({ id, shopId, kind, message }, 'OPEN', row.opened_at)])
  return true
}

/** Ends the open alert of this key, if there is one, and tells subscribers. True when there was one. */
export async function resolveSyncAlert(tx: Tx, dedupeKey: string): Promise<boolean> {
  const now = new Date()
  const resolved = await tx.syncAlertRow.updateManyAndReturn({
    where: { dedupeKey, resolvedAt: null },
    data: { resolvedAt: now, tellAttempts: 0, tellAt: now },
    select: { id: true, shopId: true, kind: true, message: true },
  })
  await appendToOutbox(
    tx,
    resolved.map((row) => eventOf(row, 'RESOLVED', now)),
  )
  return resolved.length > 0
}

/** The open alerts about these shops, oldest first; null is all, those about no shop included. */
export async function readOpenSyncAlerts(
  prisma: PrismaClient,
  shopIds: ReadonlySet<string> | null,
): Promise<{ id: string; shopId: string | null; kind: SyncAlertKind; message: string; openedAt: Date }[]> {
  const rows = await prisma.syncAlertRow.findMany({
    where: { resolvedAt: null, ...(shopIds && { shopId: { in: [...shopIds] } }) },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, shopId: true, kind: true, message: true, openedAt: true },
  })
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as SyncAlertKind }))
}

function eventOf(
  row: {
    readonly id: string
    readonly shopId: string | null
    readonly kind: string
    readonly message: string
  },
  status: SyncPayload['status'],
  at: Date,
): SyncPayload {
  const { id, shopId, kind, message } = row
  return {
    topic: 'sync',
    alertId: id,
    shopId,
    kind: kind as SyncAlertKind,
    message,
    status,
    occurredAt: at.toISOString(),
  }
}
