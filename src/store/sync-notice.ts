import type { PrismaClient } from './database.ts'

/** An alert to send to notifiers, in its present state. */
export interface DueNotice {
  readonly alertId: string
  readonly status: 'OPEN' | 'RESOLVED'
  readonly shop: string | null
  readonly kind: string
  readonly message: string
  readonly openedAt: Date
  readonly resolvedAt: Date | null
  /** To tell it, this one included. */
  readonly attempts: number
}

/**
 * Leases alerts with unsent news for `leaseMs`, the longest waiting first: a worker that dies with them
 * leaves them to others after that. An alert that ended before it was sent is sent as over, once.
 */
export function takeDueNotices(prisma: PrismaClient, limit: number, leaseMs: number): Promise<DueNotice[]> {
  return prisma.$queryRaw`
    WITH taken AS (
      UPDATE sync_alert SET tell_attempts = tell_attempts + 1,
        tell_at = now() + ${leaseMs} * interval '1 millisecond'
      WHERE id IN (
        SELECT id FROM sync_alert WHERE tell_at <= now() ORDER BY tell_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING *
    )
    SELECT taken.id AS "alertId", CASE WHEN resolved_at IS NULL THEN 'OPEN' ELSE 'RESOLVED' END AS status,
      shop.name AS shop, kind, message, opened_at AS "openedAt", resolved_at AS "resolvedAt",
      tell_attempts AS attempts
    FROM taken LEFT JOIN shop ON shop.id = taken.shop_id`
}

/**
 * Records the outcome of sending it, unless the alert has ended or was leased again meanwhile.
 * @param againMs until the next attempt; null: it was sent, or is given up
 */
export async function noticeEnded(
  prisma: PrismaClient,
  { alertId, status, attempts }: DueNotice,
  told: boolean,
  againMs: number | null,
): Promise<void> {
  await prisma.syncAlertRow.updateMany({
    where: { id: alertId, tellAttempts: attempts, resolvedAt: status === 'OPEN' ? null : { not: null } },
    data: {
      ...(told && { told: status }),
      tellAt: againMs === null ? null : new Date(Date.now() + againMs),
    },
  })
}
