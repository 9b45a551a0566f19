import { v7 } from 'uuid'
import type { MarketplaceOrder } from '../../connectors/marketplace.ts'
import type { OrderStatus } from '../../domain/order-state.ts'
import type { Platform } from '../../domain/platform.ts'
import { openSyncAlert } from '../../store/sync-alert.ts'
import type { Tx } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'

export type ImportDeps = Pick<SyncDeps, 'box' | 'inventory' | 'handover'>

export interface OrderShop {
  readonly shopId: string
  readonly platform: Platform
}

/** An order as it was read, each line with our SKU where we know it. */
export interface ReadOrder {
  readonly order: MarketplaceOrder
  readonly skuIds: readonly (string | null)[]
  /** From configured field mappings. */
  readonly extra: Readonly<Record<string, unknown>> | null
}

export function lineRow(
  orderId: string,
  index: number,
  line: MarketplaceOrder['lines'][number],
  skuId: string | null,
) {
  return {
    orderId,
    position: index + 1,
    skuId,
    title: line.attributesText ? `${line.title} (${line.attributesText})` : line.title,
    quantity: line.quantity,
    unitPriceMinor: line.unitPrice.minor,
    currency: line.unitPrice.currency,
    externalId: line.externalId,
    externalOfferId: line.offerId,
    externalSkuId: line.skuId,
    externalState: line.state,
    externalRefund: line.refund,
    externalTotalMinor: line.total.minor,
  }
}

/** The payment at the marketplace; null while it is not paid. */
export function paymentRow(
  { id: orderId, status, externalId, totalMinor, currency }: PaidOrder,
  platform: Platform,
  refundedMinor: bigint,
  paidAt: Date | null,
) {
  if (status === 'PENDING_PAYMENT' || status === 'CANCELLED') return null
  return {
    id: v7(),
    orderId,
    status: status === 'REFUNDED' ? ('REFUNDED' as const) : ('PAID' as const),
    amountMinor: totalMinor,
    refundedMinor: status === 'REFUNDED' ? totalMinor : refundedMinor,
    currency,
    provider: platform.toLowerCase(),
    reference: externalId,
    paidAt,
  }
}

/** Total for the buyer on the marketplace, before any refund. */
interface PaidOrder {
  readonly id: string
  readonly status: OrderStatus
  readonly externalId: string
  readonly totalMinor: bigint
  readonly currency: string
}

/** Total after refunds. A wholly refunded order keeps its original total. */
export function totalLeft(status: OrderStatus, totalMinor: bigint, refundedMinor: bigint): bigint {
  return status === 'REFUNDED' ? totalMinor : totalMinor - refundedMinor
}

/** Sold there, and not there here: somebody has to decide. */
export async function tellMissing(
  tx: Tx,
  shopId: string,
  number: string,
  missing: readonly string[],
): Promise<void> {
  if (missing.length === 0) return
  const skus = await tx.sku.findMany({ where: { id: { in: [...missing] } }, select: { code: true } })
  await openSyncAlert(tx, {
    shopId,
    kind: 'OVERSOLD',
    dedupeKey: oversoldKey(number),
    message: `Order ${number} was paid, and there is too little of ${skus.map((sku) => sku.code).join(', ')}.`,
  })
}

export const oversoldKey = (number: string): string => `oversold:${number}`

/** Warehouse that picks orders of shops; null when none is set. */
export async function pickingWarehouse(tx: Tx, { handover }: ImportDeps): Promise<string | null> {
  if (!handover) return null
  const row = await tx.warehouse.findUnique({
    where: { code: handover.account.warehouseCode },
    select: { id: true },
  })
  return row?.id ?? null
}
