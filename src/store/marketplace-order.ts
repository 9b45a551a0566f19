import { Buffer } from 'node:buffer'
import { v7 } from 'uuid'
import type { OrderLineStatus } from '../domain/order-line.ts'
import type { OrderStatus } from '../domain/order-state.ts'
import { linkable, type Platform } from '../domain/platform.ts'
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
  readonly externalTotalMinor: bigint | null
  readonly onHold: boolean
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
      external_total_minor AS "externalTotalMinor", on_hold AS "onHold"
    FROM "order" WHERE source = ${platform}::"OrderSource" AND external_id = ANY(${[...externalIds]})
    ORDER BY id FOR UPDATE`
}

/** A new order of a shop with everything that belongs to it. */
export interface NewMarketplaceOrder {
  readonly id: string
  readonly number: string
  readonly status: OrderStatus
  readonly externalId: string
  readonly externalModifiedAt: Date | null
  readonly externalStatus: string
  readonly totalMinor: bigint
  readonly externalTotalMinor: bigint
  readonly onHold: boolean
  readonly currency: string
  /** Sealed. */
  readonly shippingAddress: Uint8Array | null
  readonly extra: Readonly<Record<string, unknown>> | null
  readonly placedAt: Date
  readonly note: string
  readonly lines: readonly {
    readonly position: number
    readonly skuId: string | null
    readonly title: string
    readonly quantity: number
    readonly unitPriceMinor: bigint
    readonly currency: string
    readonly externalId: string | null
    readonly externalOfferId: string | null
    readonly externalSkuId: string | null
    readonly externalState: string | null
    readonly externalRefund: string | null
    readonly externalTotalMinor: bigint
    readonly status: OrderLineStatus
    readonly refundPending: boolean
  }[]
  readonly payment: {
    readonly status: 'PAID' | 'REFUNDED'
    readonly amountMinor: bigint
    readonly refundedMinor: bigint
    readonly currency: string
    readonly provider: string
    readonly reference: string
    readonly paidAt: Date | null
  } | null
}

/**
 * Inserts orders with their lines, payments and first events, in one statement: a first synchronisation brings tens of
 * thousands. A payment that is there already stays as it is.
 */
export async function insertMarketplaceOrders(
  tx: Tx,
  { shopId, platform }: { readonly shopId: string; readonly platform: Platform },
  orders: readonly NewMarketplaceOrder[],
  at: Date,
  actor: string,
): Promise<void> {
  if (orders.length === 0) return
  const heads = orders.map(({ lines: _lines, payment: _payment, ...order }) => ({
    ...order,
    eventId: v7(),
    shippingAddress: order.shippingAddress && Buffer.from(order.shippingAddress).toString('base64'),
  }))
  const lines = orders.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, id: v7(), orderId: id })))
  const payments = orders.flatMap(({ id, payment }) =>
    payment ? [{ ...payment, id: v7(), orderId: id }] : [],
  )
  await tx.$executeRaw`
    WITH head AS (
      SELECT * FROM jsonb_to_recordset(${json(heads)}::jsonb) AS head (
        id text, number text, status text, "externalId" text, "externalModifiedAt" timestamptz, "externalStatus" text,
        "totalMinor" bigint, "externalTotalMinor" bigint, "onHold" boolean, currency text, "shippingAddress" text, extra jsonb, "placedAt" timestamptz, note text,
        "eventId" text
      )
    ), new_order AS (
      INSERT INTO "order" (id, number, source, status, shop_id, external_id, external_modified_at, external_status,
        total_minor, external_total_minor, on_hold, currency, shipping_address, extra, placed_at, updated_at)
      SELECT id, number, ${platform}::"OrderSource", status::"OrderStatus", ${shopId}, "externalId",
        "externalModifiedAt", "externalStatus", "totalMinor", "externalTotalMinor", "onHold", currency, decode("shippingAddress", 'base64'), extra,
        "placedAt", ${at}::timestamptz
      FROM head
    ), new_line AS (
      INSERT INTO order_line (id, order_id, position, sku_id, title, quantity, unit_price_minor, currency, external_id,
        external_offer_id, external_sku_id, external_state, external_refund, external_total_minor, status, refund_pending)
      SELECT id, "orderId", position, "skuId", title, quantity, "unitPriceMinor", currency, "externalId",
        "externalOfferId", "externalSkuId", "externalState", "externalRefund", "externalTotalMinor",
        status::"OrderLineStatus", "refundPending"
      FROM jsonb_to_recordset(${json(lines)}::jsonb) AS line (
        id text, "orderId" text, position int, "skuId" text, title text, quantity int, "unitPriceMinor" bigint,
        currency text, "externalId" text, "externalOfferId" text, "externalSkuId" text, "externalState" text,
        "externalRefund" text, "externalTotalMinor" bigint, status text, "refundPending" boolean
      )
    ), new_payment AS (
      INSERT INTO payment (id, order_id, status, amount_minor, refunded_minor, currency, provider, reference, paid_at)
      SELECT id, "orderId", status::"PaymentStatus", "amountMinor", "refundedMinor", currency, provider, reference, "paidAt"
      FROM jsonb_to_recordset(${json(payments)}::jsonb) AS paid (
        id text, "orderId" text, status text, "amountMinor" bigint, "refundedMinor" bigint, currency text,
        provider text, reference text, "paidAt" timestamptz
      )
      ON CONFLICT (provider, reference) DO NOTHING
    )
    INSERT INTO order_event (id, order_id, at, to_status, note, actor)
    SELECT "eventId", id, ${at}::timestamptz, status::"OrderStatus", note, ${actor} FROM head`
}

const json = (rows: readonly object[]) =>
  JSON.stringify(rows, (_name, value) => (typeof value === 'bigint' ? value.toString() : value))

/** When the marketplace changed the orders that we have, by its own clock. */
export async function modifiedTimes(
  prisma: PrismaClient,
  platform: Platform,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await prisma.order.findMany({
    where: {
      source: linkable(platform),
      externalId: { in: [...externalIds] },
      externalModifiedAt: { not: null },
    },
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

/** Has the purchase of this platform order checked soon, if it is one of ours that is under way. */
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
