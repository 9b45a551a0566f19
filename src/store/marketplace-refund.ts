import { v7 } from 'uuid'
import type { Tx } from './transaction.ts'

export interface RefundRecord {
  readonly externalId: string
  readonly externalOrderId: string
  readonly externalLineId: string | null
  readonly amountMinor: bigint
  readonly currency: string
  readonly status: string
  readonly rawStatus: string
  readonly goodsReturned: boolean
  readonly requestedAt: Date | null
  readonly modifiedAt: Date | null
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
