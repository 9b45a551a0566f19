import { v7 } from 'uuid'
import type { ListingPayload } from '../domain/feed-event.ts'
import type { Platform } from '../domain/platform.ts'
import type { WebAddress } from '../domain/web-address.ts'
import type { PrismaClient } from './database.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** One SKU of a shop as the platform has it. `externalSkuId` is '' for an offer without SKUs. */
export interface ListingRecord {
  readonly externalId: string
  readonly externalSkuId: string
  readonly specId: string | null
  /** Page on the marketplace. */
  readonly url: WebAddress | null
  readonly title: string | null
  readonly outerId: string | null
  readonly barcode: string | null
  readonly priceMinor: bigint
  readonly currency: string
  readonly quantity: number
  readonly onSale: boolean
  readonly modifiedAt: Date | null
  readonly extra: Prisma.InputJsonObject | null
}

export interface StoredListing extends Omit<ListingRecord, 'priceMinor' | 'quantity' | 'extra'> {
  readonly id: string
  /** The linked shop that sells it; null: somebody else's item. */
  readonly shopId: string | null
  readonly skuId: string | null
  readonly productId: string | null
  readonly priceMinor: bigint | null
  readonly quantity: number | null
  readonly extra: unknown
  readonly removedAt: Date | null
  /** Last quantity that the outbound synchronisation wrote there, and when; null when it never did. */
  readonly pushedQuantity: number | null
  readonly pushedAt: Date | null
}

/** Locks the listings of these offers, in one order, and gives them by offer. */
export async function lockListings(
  tx: Tx,
  platform: Platform,
  externalIds: readonly string[],
): Promise<StoredListing[]> {
  await tx.$queryRaw`
    SELECT id FROM listing WHERE platform = ${platform}::"Platform" AND external_id = ANY(${[...externalIds]})
    ORDER BY id FOR UPDATE`
  // A separate statement, to see changes committed during the wait for the locks.
  return tx.$queryRaw<StoredListing[]>`
    SELECT listing.id, listing.external_id AS "externalId", external_sku_id AS "externalSkuId", spec_id AS "specId",
      url, title, outer_id AS "outerId", listing.barcode, listing.price_minor AS "priceMinor", listing.currency,
      listing.quantity, on_sale AS "onSale", modified_at AS "modifiedAt", extra, removed_at AS "removedAt",
      listing.shop_id AS "shopId", listing.sku_id AS "skuId", sku.product_id AS "productId",
      push.quantity AS "pushedQuantity", push.pushed_at AS "pushedAt"
    FROM listing LEFT JOIN sku ON sku.id = listing.sku_id LEFT JOIN listing_push push ON push.listing_id = listing.id
    WHERE listing.platform = ${platform}::"Platform" AND listing.external_id = ANY(${[...externalIds]})
    ORDER BY listing.id`
}

export async function insertListings(
  tx: Tx,
  shop: { readonly shopId: string; readonly platform: Platform },
  records: readonly ListingRecord[],
  syncedAt: Date,
): Promise<void> {
  if (records.length === 0) return
  await tx.listing.createMany({
    data: records.map(({ extra, ...record }) => ({
      ...record,
      id: v7(),
      ...shop,
      extra: extra ?? Prisma.DbNull,
      syncedAt,
    })),
  })
}

/** One statement for all of them: a first synchronisation changes every listing of a shop. */
export async function updateListings(
  tx: Tx,
  changes: readonly { readonly id: string; readonly record: ListingRecord }[],
  syncedAt: Date,
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ id, record }) => ({
    id,
    spec_id: record.specId,
    url: record.url,
    title: record.title,
    outer_id: record.outerId,
    barcode: record.barcode,
    price_minor: record.priceMinor.toString(),
    currency: record.currency,
    quantity: record.quantity,
    on_sale: record.onSale,
    modified_at: record.modifiedAt?.toISOString() ?? null,
    extra: record.extra,
  }))
  await tx.$executeRaw`
    UPDATE listing SET spec_id = told.spec_id, url = told.url, title = told.title, outer_id = told.outer_id,
      barcode = told.barcode, price_minor = told.price_minor, currency = told.currency, quantity = told.quantity,
      on_sale = told.on_sale, modified_at = told.modified_at, extra = told.extra, removed_at = NULL,
      synced_at = ${syncedAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told (
      id text, spec_id text, url text, title text, outer_id text, barcode text, price_minor bigint, currency text,
      quantity int, on_sale boolean, modified_at timestamptz, extra jsonb
    )
    WHERE listing.id = told.id`
}

/** Read again and found as they were. */
export async function touchListings(tx: Tx, ids: readonly string[], syncedAt: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.listing.updateMany({ where: { id: { in: [...ids] } }, data: { syncedAt, removedAt: null } })
}

/** The platform no longer has them: nothing of them can be sold there. */
export async function removeListings(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.listing.updateMany({
    where: { id: { in: [...ids] }, removedAt: null },
    data: { removedAt: at, onSale: false, quantity: 0, syncedAt: at },
  })
}

/** Tells subscribers that the price or quantity of a listing is another than this row has. */
export function listingChanged(
  platform: Platform,
  { id, productId, priceMinor, currency, quantity }: StoredListing,
  at: Date,
): ListingPayload {
  return {
    topic: 'listing',
    listingId: id,
    platform,
    productId,
    priceBefore: priceMinor === null ? null : { minor: priceMinor.toString(), currency },
    quantityBefore: quantity,
    occurredAt: at.toISOString(),
  }
}

/** Items among these that have a listing which no SKU of ours is known for. */
export async function unmatchedItems(
  tx: Tx,
  platform: Platform,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.listing.findMany({
    where: { platform, externalId: { in: [...externalIds] }, skuId: null, removedAt: null },
    select: { externalId: true },
    distinct: ['externalId'],
  })
  return new Set(rows.map(({ externalId }) => externalId))
}

/** Treatment of a shop's listings that match nothing; null: they wait for a person. */
export async function setNewListings(
  tx: Tx,
  shopId: string,
  options: Prisma.InputJsonObject | null,
): Promise<void> {
  await tx.shop.update({
    where: { id: shopId },
    data: { newListings: options ?? Prisma.DbNull },
    select: { id: true },
  })
}

/** Offers of which the shop has listings, by id. */
export async function knownOffers(prisma: PrismaClient, shopId: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ externalId: string }[]>`
    SELECT DISTINCT external_id AS "externalId" FROM listing WHERE shop_id = ${shopId} AND removed_at IS NULL
    ORDER BY external_id`
  return rows.map((row) => row.externalId)
}
