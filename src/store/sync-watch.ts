import type { PrismaClient } from './database.ts'

export interface StandingCursor {
  readonly shopId: string
  readonly name: string
  readonly kind: string
  readonly since: Date
  readonly still: boolean
}

/** Kinds with a schedule of linked shops, and whether their last success is longer ago than `patience` allows. */
export function scheduledStates(
  prisma: PrismaClient,
  now: Date,
  defaults: Readonly<Record<string, number>>,
  leastSeconds: number,
): Promise<StandingCursor[]> {
  return prisma.$queryRaw`
    SELECT shop.id AS "shopId", shop.name, state.kind::text AS kind,
      COALESCE(state.last_success_at, shop.created_at) AS since,
      COALESCE(state.last_success_at, shop.created_at)
        + GREATEST(${leastSeconds}, 4 * COALESCE(state.every_seconds, rest.seconds)) * interval '1 second' < ${now} AS still
    FROM sync_state state JOIN shop ON shop.id = state.shop_id
    JOIN unnest(${Object.keys(defaults)}::text[], ${Object.values(defaults)}::int[]) AS rest (kind, seconds)
      ON rest.kind = state.kind::text
    WHERE shop.status = 'LINKED' AND COALESCE(state.every_seconds, rest.seconds) > 0
      AND NOT EXISTS (
        SELECT 1 FROM sync_run WHERE shop_id = shop.id AND sync_run.kind = state.kind
          AND status = 'RUNNING' AND beat_at > ${now}::timestamptz - interval '5 minutes'
      )`
}

/** Open failures of linked shops. */
export function openFailureCounts(
  prisma: PrismaClient,
): Promise<{ shopId: string; name: string; open: number }[]> {
  return prisma.$queryRaw`
    SELECT shop.id AS "shopId", shop.name, count(failure.id)::int AS open
    FROM shop LEFT JOIN sync_failure failure ON failure.shop_id = shop.id AND failure.resolved_at IS NULL
    WHERE shop.status = 'LINKED' GROUP BY shop.id`
}

/** Sources of messages, and since when the oldest of each waits; null: none does. */
export function waitingMessages(prisma: PrismaClient): Promise<{ source: string; since: Date | null }[]> {
  return prisma.$queryRaw`
    SELECT source, min(received_at) FILTER (WHERE done_at IS NULL) AS since FROM inbound_message GROUP BY source`
}
