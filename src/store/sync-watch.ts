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

export interface SyncFigures {
  readonly shops: number
  readonly failing: number
  readonly failures: number
  readonly behind: number
  readonly messages: number
  readonly alerts: number
  /** Of the shop whose orders are furthest behind; null when none was read. */
  readonly lagSeconds: number | null
}

/** How the synchronisation of linked shops stands, in one statement. */
export async function syncFigures(prisma: PrismaClient): Promise<SyncFigures> {
  const [row] = await prisma.$queryRaw<SyncFigures[]>`
    SELECT
      (SELECT count(*)::int FROM shop WHERE status = 'LINKED') AS shops,
      (SELECT count(*)::int FROM sync_state JOIN shop ON shop.id = shop_id WHERE failing AND shop.status = 'LINKED') AS failing,
      (SELECT count(*)::int FROM sync_failure WHERE resolved_at IS NULL) AS failures,
      (SELECT count(*)::int FROM listing
        LEFT JOIN sellable_version wanted ON wanted.sku_id = listing.sku_id
        JOIN listing_push push ON push.listing_id = listing.id
        WHERE listing.sku_id IS NOT NULL AND removed_at IS NULL AND push.pushed_version < COALESCE(wanted.version, 1)) AS behind,
      (SELECT count(*)::int FROM inbound_message WHERE done_at IS NULL) AS messages,
      (SELECT count(*)::int FROM sync_alert WHERE resolved_at IS NULL) AS alerts,
      (SELECT GREATEST(0, extract(epoch FROM now() - min(cursor)))::int FROM sync_state JOIN shop ON shop.id = shop_id
        WHERE kind = 'ORDERS' AND shop.status = 'LINKED') AS "lagSeconds"`
  if (!row) throw new Error('no figures')
  return row
}
