import type { OrderStatus } from '../domain/order-state.ts'
import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import type { LockedOrder } from './order.ts'
import type { Tx } from './transaction.ts'

/** An order of a shop as we have it, locked. */
export interface StoredMarketplaceOrder extends LockedOrder {
  readonly externalId: string
  readonly status: OrderStatus
  readonly externalModifiedAt: Date | null
  readonly externalStatus: string | null
  readonly shippingAddress: Uint8Array | null
  readonly extra: unknown
  readonly handedOverAt: Date | null
}

/** Locks the orders in one order, and gives them. Levels are locked after them, never before. */
export function lockMarketplaceOrders(
  tx: Tx,
  platform: Platform,
  externalIds: readonly string[],
): Promise<StoredMarketplaceOrder[]> {
  return tx.$queryRaw<StoredMarketplaceOrder[]>`
    SELECT id, number, source, status, customer_id AS "customerId", total_minor AS "totalMinor", currency,
      external_id AS "externalId", external_modified_at AS "externalModifiedAt",
      external_status AS "externalStatus", shipping_address AS "shippingAddress", extra,
      handed_over_at AS "handedOverAt"
    FROM "order" WHERE source = ${platform}::"OrderSource" AND external_id = ANY(${[...externalIds]})
    ORDER BY id FOR UPDATE`
}

/** When the marketplace changed the orders that we have, by its own clock. */
export async function modifiedTimes(
  prisma: PrismaClient,
  platform: Platform,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await prisma.order.findMany({
    where: { source: platform, externalId: { in: [...externalIds] }, externalModifiedAt: { not: null } },
    select: { externalId: true, externalModifiedAt: true },
  })
  return new Map(
    rows.flatMap(({ externalId, externalModifiedAt }) =>
      externalId && externalModifiedAt ? [[externalId, externalModifiedAt] as const] : [],
    ),
  )
}

interface OrderedThing {
  readonly offerId: string | null
  readonly skuId: string | null
  readonly outerSkuId: string | null
}

/**
 * Our SKU for each line, in their order: the listing that was matched, else the SKU whose code the seller wrote
 * there. Null where neither is known.
 */
export async function skusOfLines(
  tx: Tx,
  platform: Platform,
  lines: readonly OrderedThing[],
): Promise<(string | null)[]> {
  if (lines.length === 0) return []
  const rows = await tx.$queryRaw<{ place: number; skuId: string | null }[]>`
    SELECT line.place::int AS place, COALESCE(by_sku.sku_id, by_offer.sku_id, by_code.id) AS "skuId"
    FROM unnest(${lines.map((line) => line.offerId ?? '')}::text[], ${lines.map((line) => line.skuId ?? '')}::text[],
      ${lines.map((line) => line.outerSkuId ?? '')}::text[]) WITH ORDINALITY AS line (offer, sku, code, place)
    LEFT JOIN LATERAL (
      SELECT sku_id FROM listing WHERE platform = ${platform}::"Platform" AND line.sku <> ''
        AND external_sku_id = line.sku AND (line.offer = '' OR external_id = line.offer) LIMIT 1
    ) by_sku ON true
    LEFT JOIN LATERAL (
      SELECT sku_id FROM listing WHERE platform = ${platform}::"Platform" AND external_id = line.offer
        AND external_sku_id = '' LIMIT 1
    ) by_offer ON true
    LEFT JOIN sku by_code ON line.code <> '' AND by_code.code = line.code`
  const byPlace = new Map(rows.map((row) => [row.place, row.skuId]))
  return lines.map((_, index) => byPlace.get(index + 1) ?? null)
}

/** Has the purchase of this platform order looked at soon, if it is one of ours that is under way. */
export async function followPurchaseNow(
  prisma: PrismaClient,
  platform: Platform,
  externalId: string,
): Promise<number> {
  return prisma.$executeRaw`
    UPDATE purchase_order SET next_attempt_at = now()
    WHERE platform = ${platform}::"Platform" AND (external_id = ${externalId} OR ${externalId} = ANY(part_ids))
      AND status IN ('PLACED', 'PAID', 'SHIPPED') AND next_attempt_at > now()`
}
