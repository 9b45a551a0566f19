import type { PrismaClient } from './database.ts'
import type { Tx } from './transaction.ts'

export type SuggestedBy = 'CODE' | 'BARCODE' | 'SIBLING'

export interface Suggestion {
  readonly listingId: string
  readonly skuId: string
  /** Why: the seller's code is ours, the barcode is, or another listing with the same code is matched with it. */
  readonly by: SuggestedBy
}

/** SKUs that unmatched listings may be, the most certain first. One statement for all. */
export function readSuggestions(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  listingIds: readonly string[],
): Promise<Suggestion[]> {
  return prisma.$queryRaw<Suggestion[]>`
    SELECT "listingId", "skuId", by FROM (
      SELECT DISTINCT ON (listing.id, found.sku_id) listing.id AS "listingId", found.sku_id AS "skuId", found.by, found.rank
      FROM listing CROSS JOIN LATERAL (
        SELECT sku.id AS sku_id, 'CODE' AS by, 1 AS rank FROM sku WHERE sku.code = listing.outer_id
        UNION ALL
        SELECT sku.id, 'BARCODE', 2 FROM sku WHERE sku.barcode = listing.barcode
        UNION ALL
        SELECT other.sku_id, 'SIBLING', 3 FROM listing other
        WHERE other.outer_id = listing.outer_id AND other.sku_id IS NOT NULL AND other.id <> listing.id
      ) found
      WHERE listing.id = ANY(${[...listingIds]}) AND listing.sku_id IS NULL
      ORDER BY listing.id, found.sku_id, found.rank
    ) suggestions
    ORDER BY "listingId", rank, "skuId"`
}

/**
 * Listings of a shop for which one SKU is certain: the one of its code, unless its barcode is that of others only;
 * without a code of ours, the only one of its barcode.
 */
export function unambiguous(
  prisma: PrismaClient,
  shopId: string,
  by: readonly SuggestedBy[],
  limit: number,
): Promise<{ listingId: string; skuId: string }[]> {
  return prisma.$queryRaw`
    SELECT listing.id AS "listingId", COALESCE(by_code.id, by_barcode.ids[1]) AS "skuId"
    FROM listing
    LEFT JOIN sku by_code ON ${by.includes('CODE')} AND by_code.code = listing.outer_id
    LEFT JOIN LATERAL (
      SELECT array_agg(sku.id) AS ids FROM sku WHERE ${by.includes('BARCODE')} AND sku.barcode = listing.barcode
    ) by_barcode ON true
    WHERE listing.shop_id = ${shopId} AND listing.sku_id IS NULL AND listing.removed_at IS NULL
      AND (
        (by_code.id IS NOT NULL AND (by_barcode.ids IS NULL OR by_code.id = ANY(by_barcode.ids)))
        OR (by_code.id IS NULL AND cardinality(by_barcode.ids) = 1)
      )
    ORDER BY listing.id LIMIT ${limit}`
}

/** Codes of SKUs that have one of these as their code or barcode. */
export async function codesOfOurs(
  tx: Tx,
  codes: readonly string[],
  barcodes: readonly string[],
): Promise<string[]> {
  if (codes.length + barcodes.length === 0) return []
  const rows = await tx.sku.findMany({
    where: { OR: [{ code: { in: [...codes] } }, { barcode: { in: [...barcodes] } }] },
    select: { code: true },
    orderBy: { code: 'asc' },
  })
  return rows.map(({ code }) => code)
}

/** Matches listings with SKUs (null: with none). @returns the ids of those that were matched otherwise before */
export async function matchListings(
  tx: Tx,
  matches: readonly { readonly listingId: string; readonly skuId: string | null }[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE listing SET sku_id = told.sku_id
    FROM (
      SELECT listing.id, wanted.sku_id FROM listing
      JOIN unnest(${matches.map((one) => one.listingId)}::text[], ${matches.map((one) => one.skuId)}::text[])
        AS wanted (id, sku_id) ON wanted.id = listing.id
      ORDER BY listing.id FOR UPDATE OF listing
    ) told
    WHERE listing.id = told.id AND listing.sku_id IS DISTINCT FROM told.sku_id
    RETURNING listing.id`
  const ids = rows.map((row) => row.id)
  // The quantity at the platform belongs to another SKU.
  await tx.$executeRaw`UPDATE listing_push SET pushed_version = 0, next_attempt_at = NULL WHERE listing_id = ANY(${ids})`
  return ids
}

/** Orders under way with lines of these listings that no SKU is known for. */
export function ordersWaitingFor(
  tx: Tx,
  listingIds: readonly string[],
): Promise<{ platform: string; externalId: string; externalShopId: string }[]> {
  return tx.$queryRaw`
    SELECT DISTINCT listing.platform::text AS platform, "order".external_id AS "externalId",
      shop.external_shop_id AS "externalShopId"
    FROM listing
    JOIN order_line line ON line.external_offer_id = listing.external_id
      AND COALESCE(line.external_sku_id, '') = listing.external_sku_id AND line.sku_id IS NULL
    JOIN "order" ON "order".id = line.order_id AND "order".source::text = listing.platform::text
    JOIN shop ON shop.id = "order".shop_id
    WHERE listing.id = ANY(${[...listingIds]}) AND listing.sku_id IS NOT NULL
      AND "order".status NOT IN ('COMPLETED', 'CANCELLED', 'REFUNDED') AND "order".external_id IS NOT NULL`
}

export interface MappingLine {
  readonly platform: string
  readonly externalId: string
  readonly externalSkuId: string
  readonly outerId: string | null
  readonly barcode: string | null
  readonly title: string | null
  readonly skuCode: string | null
}

/** All listings of a shop with the codes that they are matched with, for a table. */
export function readMappingLines(prisma: PrismaClient, shopId: string): Promise<MappingLine[]> {
  return prisma.$queryRaw`
    SELECT listing.platform::text AS platform, external_id AS "externalId", external_sku_id AS "externalSkuId",
      outer_id AS "outerId", listing.barcode, title, sku.code AS "skuCode"
    FROM listing LEFT JOIN sku ON sku.id = listing.sku_id
    WHERE shop_id = ${shopId} AND removed_at IS NULL
    ORDER BY external_id, external_sku_id`
}
