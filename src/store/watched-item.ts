import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** It has just been read: the schedule brings it forward where it is worth more. */
export async function watchItem(tx: Tx, platform: Platform, externalId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO watched_item (platform, external_id, due_at, read_at)
    VALUES (${platform}::"Platform", ${externalId}, now() + interval '1 hour', now())
    ON CONFLICT (platform, external_id) DO NOTHING`
}

/** How long readings of watched items last, in ms. */
export interface WatchRests {
  /** Of items in unpaid and open orders, and in purchases that are not paid. */
  readonly openMs: number
  /** Of all others in the catalogue. */
  readonly catalogueMs: number
}

/** Items with an open purchase for a customer. Synchronisation reads those of linked shops. */
const OPEN = Prisma.sql`(
  SELECT listing.platform, listing.external_id FROM "order"
  JOIN order_line line ON line.order_id = "order".id
  JOIN listing ON listing.sku_id = line.sku_id AND listing.shop_id IS NULL
  WHERE "order".status IN ('PENDING_PAYMENT', 'PAID', 'PURCHASING') AND line.bought_to_order
  UNION
  SELECT purchase.platform, line.external_id FROM purchase_order purchase
  JOIN purchase_order_line line ON line.purchase_order_id = purchase.id
  WHERE purchase.status IN ('PENDING', 'PLACED', 'AWAITING_MANUAL_PURCHASE')
    AND NOT EXISTS (
      SELECT 1 FROM listing WHERE listing.platform = purchase.platform
        AND listing.external_id = line.external_id AND listing.shop_id IS NOT NULL)
)`

const ON_SHOW = Prisma.sql`
  SELECT listing.platform, listing.external_id FROM listing
  JOIN sku ON sku.id = listing.sku_id JOIN product ON product.id = sku.product_id
  WHERE listing.shop_id IS NULL AND product.status = 'ACTIVE'`

/** Begins to watch what is worth it, brings forward what has become worth more, and forgets what is worth nothing. */
export async function scheduleWatched(prisma: PrismaClient, { openMs }: WatchRests): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO watched_item (platform, external_id, due_at)
    SELECT DISTINCT platform, external_id, now() FROM (${ON_SHOW}) shown
    WHERE NOT EXISTS (
      SELECT 1 FROM watched_item watched
      WHERE watched.platform = shown.platform AND watched.external_id = shown.external_id)
    ON CONFLICT (platform, external_id) DO NOTHING`
  await prisma.$executeRaw`
    INSERT INTO watched_item AS watched (platform, external_id, due_at)
    SELECT platform, external_id, now() FROM ${OPEN} wanted
    ON CONFLICT (platform, external_id) DO UPDATE
    SET due_at = LEAST(watched.due_at, COALESCE(watched.read_at, now()) + ${openMs} * interval '1 millisecond')
    WHERE watched.failures = 0
      AND watched.due_at > COALESCE(watched.read_at, now()) + ${openMs} * interval '1 millisecond'`
  await prisma.$executeRaw`
    DELETE FROM watched_item watched
    WHERE due_at <= now() AND (leased_until IS NULL OR leased_until <= now())
      AND NOT EXISTS (
        SELECT 1 FROM (${ON_SHOW}) shown
        WHERE shown.platform = watched.platform AND shown.external_id = watched.external_id)
      AND NOT EXISTS (
        SELECT 1 FROM ${OPEN} wanted
        WHERE wanted.platform = watched.platform AND wanted.external_id = watched.external_id)`
}

/** An item that this process reads next. */
export interface DueItem {
  readonly platform: Platform
  readonly externalId: string
  readonly misses: number
  readonly failures: number
  /** It has an open purchase for a customer. */
  readonly isOpen: boolean
}

/** Lease of a worker on its items, in seconds. */
const LEASE_SECONDS = 120

/** The items that have been due longest, for one worker. */
export function takeDueItems(prisma: PrismaClient, limit: number): Promise<DueItem[]> {
  return prisma.$queryRaw<DueItem[]>`
    UPDATE watched_item watched SET leased_until = clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
    FROM (
      SELECT platform, external_id FROM watched_item
      WHERE due_at <= now() AND (leased_until IS NULL OR leased_until <= clock_timestamp())
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) due
    WHERE watched.platform = due.platform AND watched.external_id = due.external_id
    RETURNING watched.platform::text AS platform, watched.external_id AS "externalId", watched.misses, watched.failures,
      EXISTS (
        SELECT 1 FROM ${OPEN} wanted
        WHERE wanted.platform = watched.platform AND wanted.external_id = watched.external_id
      ) AS "isOpen"`
}

/** Outcome of a reading. */
export interface WatchedReading {
  /** Readings in a row that did not find it. */
  readonly misses: number
  /** Readings in a row that failed. */
  readonly failures: number
  readonly error: string | null
  /** When it is read next. */
  readonly dueAt: Date
}

export async function noteReading(
  tx: Pick<Tx, 'watchedItem'>,
  { platform, externalId }: Pick<DueItem, 'platform' | 'externalId'>,
  { misses, failures, error, dueAt }: WatchedReading,
): Promise<void> {
  await tx.watchedItem.updateMany({
    where: { platform, externalId },
    data: {
      misses,
      failures,
      lastError: error,
      dueAt,
      leasedUntil: null,
      ...(error === null && { readAt: new Date() }),
    },
  })
}

export interface WatchFigures {
  readonly watched: number
  /** To be read now. */
  readonly due: number
  /** Whose last reading failed. */
  readonly failing: number
}

export async function watchFigures(prisma: PrismaClient): Promise<WatchFigures> {
  const [row] = await prisma.$queryRaw<WatchFigures[]>`
    SELECT count(*)::int AS watched, count(*) FILTER (WHERE due_at <= now())::int AS due,
      count(*) FILTER (WHERE failures > 0)::int AS failing
    FROM watched_item`
  return row ?? { watched: 0, due: 0, failing: 0 }
}
