import { Prisma, type PrismaClient } from './generated/client.ts'

/** Rows that may go when they are old. The ledger, orders and payments are not among them: they stay forever. */
const DELETES = {
  // From the lowest number on, so that what is left stays dense: a cursor below it gets a FeedGap.
  outbox: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM outbox_event WHERE id IN (
      SELECT id FROM outbox_event WHERE seq IS NOT NULL AND created_at < ${before}
      ORDER BY seq LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  idempotency: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM idempotency_record WHERE (actor, key) IN (
      SELECT actor, key FROM idempotency_record WHERE created_at < ${before}
      ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  // DEAD ones wait for an operator.
  alertDeliveries: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM alert_delivery WHERE id IN (
      SELECT id FROM alert_delivery WHERE status = 'DELIVERED' AND delivered_at < ${before}
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  syncRuns: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM sync_run WHERE id IN (
      SELECT id FROM sync_run WHERE started_at < ${before} AND finished_at < ${before}
      ORDER BY started_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  // There is one for every change of stock: those that failed stay as long as other runs.
  pushRuns: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM sync_run WHERE id IN (
      SELECT id FROM sync_run
      WHERE started_at < ${before} AND finished_at < ${before} AND status = 'SUCCEEDED'
        AND kind IN ('STOCK_PUSH', 'SHIPMENT_PUSH', 'DELIVERY_PUSH')
      ORDER BY started_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  // Senders repeat a message within days; after that its id need not be known any more.
  messages: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM inbound_message WHERE id IN (
      SELECT id FROM inbound_message WHERE received_at < ${before} AND done_at < ${before}
      ORDER BY received_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  syncFailures: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM sync_failure WHERE id IN (
      SELECT id FROM sync_failure WHERE first_seen_at < ${before} AND resolved_at < ${before}
      ORDER BY first_seen_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  syncAlerts: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM sync_alert WHERE id IN (
      SELECT id FROM sync_alert WHERE resolved_at < ${before} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  // With what they found.
  reconciliations: (before: Date, limit: number) => Prisma.sql`
    WITH old AS (
      SELECT id FROM reconciliation WHERE started_at < ${before} AND finished_at < ${before}
      ORDER BY started_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), found AS (
      DELETE FROM discrepancy WHERE reconciliation_id IN (SELECT id FROM old)
    )
    DELETE FROM reconciliation WHERE id IN (SELECT id FROM old)`,
  // A list may have 100,000 rows: they go first, in batches, and then the import that has none left.
  importRows: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM catalogue_import_row WHERE (import_id, position) IN (
      SELECT import_id, position FROM catalogue_import
      JOIN catalogue_import_row ON import_id = catalogue_import.id
      WHERE started_at < ${before} AND finished_at < ${before}
      ORDER BY started_at LIMIT ${limit} FOR UPDATE OF catalogue_import_row SKIP LOCKED)`,
  imports: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM catalogue_import WHERE id IN (
      SELECT id FROM catalogue_import WHERE started_at < ${before} AND finished_at < ${before}
        AND NOT EXISTS (SELECT FROM catalogue_import_row WHERE import_id = catalogue_import.id)
      ORDER BY started_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  backInStock: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM back_in_stock_request WHERE id IN (
      SELECT id FROM back_in_stock_request WHERE notified_at < ${before} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  // A cache: deleted items are read again on request.
  itemReadings: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM item_reading WHERE (platform, external_id, locale) IN (
      SELECT platform, external_id, locale FROM item_reading
      WHERE leased_until < ${before} AND (fetched_at IS NULL OR fetched_at < ${before})
      ORDER BY leased_until LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  // Calls of addresses count on their day alone.
  itemCallers: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM item_data_usage WHERE (day, payer) IN (
      SELECT day, payer FROM item_data_usage
      WHERE day < to_char(${before}::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD') AND payer <> 'total'
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  itemUsage: (before: Date, limit: number) => Prisma.sql`
    DELETE FROM item_data_usage WHERE (day, payer) IN (
      SELECT day, payer FROM item_data_usage
      WHERE day < to_char(${before}::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD') AND payer = 'total'
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
} as const

export type RetainedKind = keyof typeof DELETES
export const RETAINED_KINDS = Object.keys(DELETES) as RetainedKind[]

/**
 * Deletes up to `limit` rows of this kind that are older, in one short statement; any number of workers may do it at
 * once. @returns how many
 */
export function deleteOld(
  prisma: PrismaClient,
  kind: RetainedKind,
  before: Date,
  limit: number,
): Promise<number> {
  return prisma.$executeRaw(DELETES[kind](before, limit))
}
