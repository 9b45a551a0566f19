import { v7 } from 'uuid'
import type { MarketplaceOrder } from '../../connectors/marketplace.ts'
import type { Platform } from '../../domain/platform.ts'
import { openSyncAlert } from '../../store/sync-alert.ts'
import type { Tx } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import { statusOf } from './order-facts.ts'

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
  }
}

/** The marketplace has the money; null while nobody has paid. */
export function paymentRow(orderId: string, platform: Platform, order: MarketplaceOrder) {
  const status = statusOf(order)
  if (status === 'PENDING_PAYMENT' || status === 'CANCELLED') return null
  const refunded = status === 'REFUNDED'
  return {
    id: v7(),
    orderId,
    status: refunded ? ('REFUNDED' as const) : ('PAID' as const),
    amountMinor: order.total.minor,
    refundedMinor: refunded ? order.total.minor : 0n,
    currency: order.total.currency,
    provider: platform.toLowerCase(),
    reference: order.externalId,
    paidAt: order.paidAt ?? order.modifiedAt,
  }
}

export function wantedOf(order: MarketplaceOrder, skuIds: readonly (string | null)[]) {
  return order.lines.flatMap(({ quantity }, index) => {
    const skuId = skuIds[index]
    return skuId ? [{ skuId, quantity }] : []
  })
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

/** Where orders of shops are picked; null when nobody has said so. */
export async function pickingWarehouse(tx: Tx, { handover }: ImportDeps): Promise<string | null> {
  if (!handover) return null
  const row = await tx.warehouse.findUnique({
    where: { code: handover.account.warehouseCode },
    select: { id: true },
  })
  return row?.id ?? null
}
