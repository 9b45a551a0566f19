import { v7 } from 'uuid'
import type { OfferAlertKind } from '../../domain/offer-alert.ts'
import type { OrderStatus } from '../../domain/order-state.ts'
import { appendToOutbox } from '../../store/outbox.ts'
import type { Tx } from '../../store/transaction.ts'

/** Texts for customers; other kinds are internal. */
const WORDS: Partial<Readonly<Record<OfferAlertKind, string>>> = {
  UPSTREAM_LOW: 'Its seller has few pieces left',
  UPSTREAM_GONE: 'Its seller does not offer it any more',
  PRICE_ROSE: 'Its seller has raised the price; the price of your order stays',
}

interface ConcernedLine {
  readonly orderId: string
  readonly customerId: string | null
  readonly status: OrderStatus
  readonly skuId: string
  readonly title: string
}

/**
 * Tells customers who wait for one of the SKUs to be bought: what is bought already, or in our stock, does not
 * depend on the seller any more. Orders are locked in the order of their ids.
 */
export async function tellCustomers(
  tx: Tx,
  alerts: readonly { readonly skuId: string; readonly kind: OfferAlertKind }[],
  now: Date,
): Promise<void> {
  const news = alerts.filter(({ kind }) => WORDS[kind])
  if (news.length === 0) return
  const lines = await tx.$queryRaw<ConcernedLine[]>`
    SELECT line.order_id AS "orderId", "order".customer_id AS "customerId", "order".status::text AS status,
      line.sku_id AS "skuId", line.title
    FROM order_line line JOIN "order" ON "order".id = line.order_id
    WHERE line.sku_id = ANY(${news.map(({ skuId }) => skuId)}::text[]) AND line.bought_to_order
      AND line.status IN ('PENDING', 'AWAITING_CUSTOMER')
      AND "order".status IN ('PENDING_PAYMENT', 'PAID', 'PURCHASING') AND "order".customer_id IS NOT NULL
    ORDER BY line.order_id, line.position FOR NO KEY UPDATE OF "order"`
  if (lines.length === 0) return
  const events = news.flatMap(({ skuId, kind }) =>
    lines
      .filter((line) => line.skuId === skuId)
      .map(({ orderId, status, title }) => ({
        id: v7(),
        orderId,
        at: now,
        from: status,
        to: status,
        note: `Alert ${kind} of ${title}`,
        customerNote: `${title}: ${WORDS[kind]}.`,
        actor: 'offer alerts',
        about: `offer:${skuId}`,
      })),
  )
  await tx.orderEvent.createMany({ data: events })
  const orders = new Map(lines.map((line) => [line.orderId, line]))
  await appendToOutbox(
    tx,
    [...orders.values()].map(({ orderId, customerId, status }) => ({
      topic: 'order' as const,
      orderId,
      customerId,
      from: status,
      to: status,
      occurredAt: now.toISOString(),
    })),
  )
}
