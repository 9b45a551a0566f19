import { v7 } from 'uuid'
import type { RefundState } from '../domain/order-line.ts'
import type { PrismaClient } from './database.ts'
import type { Tx } from './transaction.ts'

/** Effect of a refund on the lines of its order. */
export interface FateRefund {
  readonly externalId: string
  /** Null where the platform names the order only. */
  readonly lineId: string | null
  readonly amountMinor: bigint
  readonly status: RefundState
  readonly goodsReturned: boolean
  readonly modifiedAt: Date | null
}

export interface RefundRecord {
  readonly externalId: string
  readonly externalOrderId: string
  readonly externalLineId: string | null
  readonly amountMinor: bigint
  readonly currency: string
  readonly status: RefundState
  readonly rawStatus: string
  readonly goodsReturned: boolean
  readonly requestedAt: Date | null
  readonly modifiedAt: Date | null
}

/** Refunds of orders by the marketplace's ids, those of orders that are not here as well, by order. */
export async function refundsOf(
  tx: Tx,
  shopId: string,
  externalOrderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FateRefund[]>> {
  if (externalOrderIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<(FateRefund & { orderId: string })[]>`
    SELECT external_order_id AS "orderId", external_id AS "externalId", external_line_id AS "lineId",
      amount_minor AS "amountMinor", status, goods_returned AS "goodsReturned", modified_at AS "modifiedAt"
    FROM marketplace_refund WHERE shop_id = ${shopId} AND external_order_id = ANY(${[...externalOrderIds]})
    ORDER BY external_id`
  return Map.groupBy(rows, (row) => row.orderId)
}

/** Ids of a shop's refunds that are not over, those asked for since then, the oldest first. */
export async function openRefunds(
  prisma: PrismaClient,
  shopId: string,
  since: Date,
  limit: number,
): Promise<string[]> {
  const rows = await prisma.marketplaceRefund.findMany({
    where: {
      shopId,
      status: { notIn: ['REFUSED', 'CLOSED', 'SUCCEEDED'] },
      OR: [{ requestedAt: { gte: since } }, { requestedAt: null }],
    },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { externalId: true },
  })
  return rows.map((row) => row.externalId)
}

/** Gives refunds that were read before their orders to these. */
export async function adoptRefunds(
  tx: Tx,
  shopId: string,
  externalOrderIds: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE marketplace_refund refund SET order_id = "order".id FROM "order"
    WHERE refund.shop_id = ${shopId} AND refund.order_id IS NULL
      AND refund.external_order_id = ANY(${[...externalOrderIds]})
      AND "order".shop_id = refund.shop_id AND "order".external_id = refund.external_order_id`
}

/** Writes a refund unless what we have is newer. @returns the order it is for, when something is other than it was */
export async function upsertRefund(
  tx: Tx,
  shop: { readonly shopId: string; readonly platform: string },
  refund: RefundRecord,
): Promise<{ readonly orderId: string | null } | null> {
  const rows = await tx.$queryRaw<{ orderId: string | null }[]>`
    INSERT INTO marketplace_refund AS known (id, shop_id, external_id, order_id, external_order_id, external_line_id,
      amount_minor, currency, status, raw_status, goods_returned, requested_at, modified_at)
    VALUES (${v7()}, ${shop.shopId}, ${refund.externalId},
      (SELECT id FROM "order" WHERE source = ${shop.platform}::"OrderSource" AND external_id = ${refund.externalOrderId}),
      ${refund.externalOrderId}, ${refund.externalLineId}, ${refund.amountMinor}, ${refund.currency},
      ${refund.status}, ${refund.rawStatus}, ${refund.goodsReturned}, ${refund.requestedAt}, ${refund.modifiedAt})
    ON CONFLICT (shop_id, external_id) DO UPDATE
    SET order_id = excluded.order_id, amount_minor = excluded.amount_minor, currency = excluded.currency,
      status = excluded.status, raw_status = excluded.raw_status, goods_returned = excluded.goods_returned,
      modified_at = excluded.modified_at, external_line_id = excluded.external_line_id
    WHERE COALESCE(excluded.modified_at >= known.modified_at, true)
      AND (known.order_id, known.amount_minor, known.status, known.raw_status, known.goods_returned)
        IS DISTINCT FROM (excluded.order_id, excluded.amount_minor, excluded.status, excluded.raw_status, excluded.goods_returned)
    RETURNING order_id AS "orderId"`
  return rows[0] ?? null
}
