import { v7 } from 'uuid'
import type { Platform } from '../domain/platform.ts'
import type { Tx } from './transaction.ts'

/** Where a SKU can be bought, and for how much. */
export interface Source {
  readonly platform: Platform
  readonly externalId: string
  readonly externalSkuId: string
  readonly specId: string | null
  readonly priceMinor: bigint | null
  readonly currency: string
}

/** The SKU's offer on the first of these platforms that has one; null when none has. */
export async function findSource(
  tx: Tx,
  skuId: string,
  platforms: readonly Platform[],
): Promise<Source | null> {
  const listings = await tx.listing.findMany({
    where: { skuId, platform: { in: [...platforms] } },
    orderBy: { id: 'asc' },
  })
  for (const platform of platforms) {
    const listing = listings.find((one) => one.platform === platform)
    if (listing) return listing
  }
  return null
}

export interface OwnPurchase {
  readonly proposalId: string
  readonly warehouseId: string
  readonly skuId: string
  readonly quantity: number
}

/**
 * A purchase of one SKU for a warehouse of ours: PENDING, which the purchasing worker places; without a
 * source it waits for an operator. @returns its id
 */
export async function insertOwnPurchase(
  tx: Tx,
  { proposalId, warehouseId, skuId, quantity }: OwnPurchase,
  source: Source | null,
  fallback: Platform,
): Promise<string> {
  const { priceMinor, currency } = await tx.sku.findUniqueOrThrow({ where: { id: skuId } })
  const unitPriceMinor = source?.priceMinor ?? priceMinor
  const purchase = await tx.purchaseOrder.create({
    data: {
      id: v7(),
      proposalId,
      warehouseId,
      platform: source?.platform ?? fallback,
      status: source ? 'PENDING' : 'AWAITING_MANUAL_PURCHASE',
      reason: source ? null : 'The SKU is not listed on any marketplace: buy it from the supplier by hand',
      currency: source?.currency ?? currency,
      totalMinor: unitPriceMinor * BigInt(quantity),
      lines: {
        create: {
          id: v7(),
          skuId,
          externalId: source?.externalId ?? '',
          externalSkuId: source?.externalSkuId ?? '',
          specId: source?.specId ?? null,
          quantity,
          unitPriceMinor,
        },
      },
    },
  })
  return purchase.id
}
