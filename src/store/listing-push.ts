import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** A listing whose SKU may have changed since the platform last accepted a quantity for it. */
export interface DueListing {
  readonly listingId: string
  readonly externalId: string
  readonly externalSkuId: string
  /** Of the SKU's sellable stock, read in the same statement as `sellable`. */
  readonly version: bigint
  /** Units that the platform may sell, ignoring its ceiling. */
  readonly sellable: number
  readonly ceiling: number | null
  /** Last known quantity at the platform. */
  readonly standing: number | null
  readonly attempts: number
}

/**
 * Among the listings of SKUs that changed since then; null: among all, which costs the whole list. Other reasons that make
 * a listing due (a report of the platform, a pause that is over) are only found among all.
 */
export type ChangedSince = Date | null

const changed = (since: ChangedSince) =>
  since === null ? Prisma.empty : Prisma.sql`AND wanted.changed_at >= ${since}`

/** SKUs bought to order that we never stocked are not ours to count: the shop sells what its seller has. */
const hasStockOfOurs = Prisma.sql`(
  NOT sku.buy_to_order OR EXISTS (SELECT 1 FROM stock_level WHERE stock_level.sku_id = listing.sku_id)
)`

/** The listings of a shop that are behind their SKU, the longest waiting first. */
export function dueListings(
  prisma: PrismaClient,
  shopId: string,
  now: Date,
  limit: number,
  since: ChangedSince,
): Promise<DueListing[]> {
  return prisma.$queryRaw`
    SELECT listing.id AS "listingId", listing.external_id AS "externalId", listing.external_sku_id AS "externalSkuId",
      COALESCE(wanted.version, 1) AS version,
      GREATEST(0, COALESCE(stock.available, 0) - COALESCE(buffer.buffer, 0))::int AS sellable,
      push.ceiling, COALESCE(push.quantity, listing.quantity) AS standing, COALESCE(push.attempts, 0) AS attempts
    FROM listing
    JOIN sku ON sku.id = listing.sku_id
    LEFT JOIN sellable_version wanted ON wanted.sku_id = listing.sku_id
    LEFT JOIN listing_push push ON push.listing_id = listing.id
    LEFT JOIN LATERAL (
      SELECT sum(available) AS available FROM stock_level WHERE stock_level.sku_id = listing.sku_id
    ) stock ON true
    LEFT JOIN LATERAL (
      SELECT channel_buffer.buffer FROM channel_buffer
      WHERE channel_buffer.platform = listing.platform
        AND (channel_buffer.sku_id = listing.sku_id OR channel_buffer.sku_id IS NULL)
      ORDER BY channel_buffer.sku_id NULLS LAST LIMIT 1
    ) buffer ON true
    WHERE listing.shop_id = ${shopId} AND listing.sku_id IS NOT NULL AND listing.removed_at IS NULL
      AND COALESCE(push.pushed_version, 0) < COALESCE(wanted.version, 1) AND ${hasStockOfOurs}
      AND (push.next_attempt_at IS NULL OR push.next_attempt_at <= ${now}) ${changed(since)}
    ORDER BY wanted.changed_at NULLS FIRST, listing.id LIMIT ${limit}`
}

/** Linked shops of these platforms that have such listings, and whose last push did not fail a moment ago. */
export function shopsBehind(
  prisma: PrismaClient,
  platforms: readonly Platform[],
  now: Date,
  since: ChangedSince,
): Promise<{ shopId: string }[]> {
  return prisma.$queryRaw`
    SELECT shop.id AS "shopId" FROM shop
    LEFT JOIN sync_state state ON state.shop_id = shop.id AND state.kind = 'STOCK_PUSH'
    WHERE shop.platform::text = ANY(${[...platforms]}::text[]) AND shop.status = 'LINKED'
      AND (state.failing IS NOT TRUE OR state.next_due_at IS NULL OR state.next_due_at <= ${now})
      AND EXISTS (
        SELECT 1 FROM listing
        JOIN sku ON sku.id = listing.sku_id
        LEFT JOIN sellable_version wanted ON wanted.sku_id = listing.sku_id
        LEFT JOIN listing_push push ON push.listing_id = listing.id
        WHERE listing.shop_id = shop.id AND listing.sku_id IS NOT NULL AND listing.removed_at IS NULL
          AND COALESCE(push.pushed_version, 0) < COALESCE(wanted.version, 1) AND ${hasStockOfOurs}
          AND (push.next_attempt_at IS NULL OR push.next_attempt_at <= ${now}) ${changed(since)}
      )`
}

export interface Acknowledged {
  readonly listingId: string
  readonly version: bigint
  readonly quantity: number
  /** The ceiling that the quantity was decided under. */
  readonly ceiling: number | null
}

/**
 * The platform has these quantities now. A version that has grown meanwhile stays behind, so that an old answer
 * never hides a newer change; neither does it hide a report of the platform that came in between.
 */
export async function acknowledge(tx: Tx, accepted: readonly Acknowledged[], at: Date): Promise<void> {
  if (accepted.length === 0) return
  const rows = [...accepted].sort((a, b) => (a.listingId < b.listingId ? -1 : 1))
  const ids = rows.map((row) => row.listingId)
  const quantities = rows.map((row) => row.quantity)
  // The import of listings locks them in this order too, and before their pushes.
  await tx.$queryRaw`SELECT id FROM listing WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`
  await tx.$executeRaw`
    UPDATE listing SET quantity = told.quantity
    FROM unnest(${ids}::text[], ${quantities}::int[]) AS told (id, quantity)
    WHERE listing.id = told.id AND listing.quantity IS DISTINCT FROM told.quantity`
  await tx.$executeRaw`
    INSERT INTO listing_push AS push (listing_id, pushed_version, quantity, pushed_at, ceiling)
    SELECT id, version, quantity, ${at}::timestamptz, NULL
    FROM unnest(${ids}::text[], ${rows.map((row) => row.version)}::bigint[], ${quantities}::int[]) AS told (id, version, quantity)
    ON CONFLICT (listing_id) DO UPDATE SET
      pushed_version = CASE
        WHEN push.ceiling IS NOT DISTINCT FROM (
          SELECT used.ceiling FROM unnest(${ids}::text[], ${rows.map((row) => row.ceiling)}::int[]) AS used (id, ceiling)
          WHERE used.id = push.listing_id
        ) THEN GREATEST(push.pushed_version, excluded.pushed_version) ELSE 0 END,
      quantity = excluded.quantity, pushed_at = excluded.pushed_at,
      attempts = 0, next_attempt_at = NULL, last_error = NULL`
}

/** The platform said no to this listing; it is tried again later, or when somebody asks. */
export async function refusePush(
  tx: Tx,
  listingId: string,
  error: string,
  nextAttemptAt: Date,
): Promise<void> {
  await tx.listingPush.upsert({
    where: { listingId },
    create: { listingId, attempts: 1, lastError: error, nextAttemptAt },
    update: { attempts: { increment: 1 }, lastError: error, nextAttemptAt },
    select: { listingId: true },
  })
}

/**
 * The platform reports its stock of a listing. Less than we pushed: it has sold some in orders that we lack,
 * and until its orders are read nothing above that is pushed. More than we pushed: somebody raised it there, and
 * ours is pushed again.
 */
export async function noteReported(
  tx: Tx,
  listing: { readonly id: string; readonly pushedQuantity: number | null; readonly pushedAt: Date | null },
  quantity: number,
  readAt: Date,
): Promise<void> {
  const { id, pushedQuantity, pushedAt } = listing
  if (pushedQuantity === null || pushedAt === null || pushedQuantity === quantity) return
  const less = quantity < pushedQuantity
  await tx.$executeRaw`
    UPDATE listing_push SET quantity = ${quantity}, pushed_version = 0, next_attempt_at = NULL,
      ceiling = CASE WHEN ${less} THEN ${quantity} ELSE ceiling END,
      ceiling_at = CASE WHEN ${less} THEN ${readAt}::timestamptz ELSE ceiling_at END
    WHERE listing_id = ${id} AND pushed_at < ${readAt}`
}

/**
 * The orders of the shop are read up to its cursor: its sales until then hold stock here, so the ceilings of
 * before are lifted. Not while orders are set aside that may be the ones that are missing.
 * @returns how many were lifted
 */
export function liftCeilings(prisma: PrismaClient, shopId: string): Promise<number> {
  return prisma.$executeRaw`
    UPDATE listing_push SET ceiling = NULL, ceiling_at = NULL, pushed_version = 0
    FROM listing, sync_state state
    WHERE listing.id = listing_push.listing_id AND listing.shop_id = ${shopId}
      AND state.shop_id = ${shopId} AND state.kind = 'ORDERS' AND listing_push.ceiling_at < state.cursor
      AND NOT EXISTS (
        SELECT 1 FROM sync_failure WHERE shop_id = ${shopId} AND kind = 'ORDERS' AND resolved_at IS NULL
      )`
}

/** A refused push comes again now. @param key as its failure names it: the offer's id, and after a colon the SKU's */
export async function retryPushNow(prisma: PrismaClient, shopId: string, key: string): Promise<void> {
  const [externalId = '', externalSkuId = ''] = key.split(':')
  await prisma.listingPush.updateMany({
    where: { listing: { shopId, externalId, externalSkuId } },
    data: { nextAttemptAt: null },
  })
}

export interface StandingListing {
  readonly listingId: string
  readonly externalId: string
  readonly externalSkuId: string
  readonly skuCode: string
  /** Expected quantity at the platform: no newer push is under way. */
  readonly expected: number
}

/** Listings of a shop that the platform has accepted the present quantity of: of all, or of those named. */
export function standingListings(
  prisma: PrismaClient,
  shopId: string,
  listingIds: readonly string[] | null,
): Promise<StandingListing[]> {
  return prisma.$queryRaw`
    SELECT listing.id AS "listingId", listing.external_id AS "externalId",
      listing.external_sku_id AS "externalSkuId", sku.code AS "skuCode", push.quantity AS expected
    FROM listing
    JOIN sku ON sku.id = listing.sku_id
    JOIN listing_push push ON push.listing_id = listing.id
    LEFT JOIN sellable_version wanted ON wanted.sku_id = listing.sku_id
    WHERE listing.shop_id = ${shopId} AND listing.removed_at IS NULL AND push.quantity IS NOT NULL
      AND push.pushed_version >= COALESCE(wanted.version, 1)
      AND (${listingIds}::text[] IS NULL OR listing.id = ANY(${listingIds}::text[]))
    ORDER BY listing.external_id, listing.id`
}

/** Pushes what may be sold again, regardless of the last known quantity and above any ceiling. */
export async function pushAgain(prisma: PrismaClient, listingId: string): Promise<void> {
  await prisma.$executeRaw`
    UPDATE listing_push SET pushed_version = 0, quantity = -1, ceiling = NULL, ceiling_at = NULL, next_attempt_at = NULL
    WHERE listing_id = ${listingId}`
}
