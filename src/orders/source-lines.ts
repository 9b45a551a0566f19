import type { Platform } from '../domain/platform.ts'
import type { Tx } from '../store/transaction.ts'

/** Where a SKU is bought when it is bought to order: the first of these that lists it. */
const PREFERENCE: readonly Platform[] = ['ALIBABA_1688', 'TAOBAO', 'JD', 'WEIDIAN', 'PINDUODUO']

/** A listing that a line can be bought from. Prices are those of the last synchronisation. */
export interface Source {
  readonly platform: Platform
  readonly seller: string | null
  readonly externalId: string
  readonly externalSkuId: string
  readonly specId: string | null
  readonly unitPriceMinor: bigint
}

interface Wanted {
  readonly skuId: string
  readonly quantity: number
}

/**
 * The listing to buy each line from, in the order of the lines; null where no listing on sale has a price and enough
 * stock. Wholesale listings are skipped below their smallest quantity. One statement.
 */
export async function sourceLines(tx: Tx, lines: readonly Wanted[]): Promise<(Source | null)[]> {
  const skuIds = [...new Set(lines.map((line) => line.skuId))]
  const listings = await tx.listing.findMany({
    where: {
      skuId: { in: skuIds },
      priceMinor: { not: null },
      currency: 'CNY',
      onSale: true,
      removedAt: null,
    },
    include: {
      sku: {
        select: { minOrderQuantity: true, product: { select: { supplier: { select: { key: true } } } } },
      },
    },
    orderBy: [{ priceMinor: 'asc' }, { id: 'asc' }],
  })
  return lines.map(({ skuId, quantity }) => {
    const fitting = listings.filter(
      (listing) =>
        listing.skuId === skuId &&
        (listing.quantity === null || listing.quantity >= quantity) &&
        (listing.platform !== 'ALIBABA_1688' || quantity >= (listing.sku?.minOrderQuantity ?? 1)),
    )
    for (const platform of PREFERENCE) {
      const listing = fitting.find((one) => one.platform === platform)
      if (!listing || listing.priceMinor === null) continue
      const { externalId, externalSkuId, specId, priceMinor: unitPriceMinor, sku } = listing
      const seller = sku?.product.supplier?.key ?? null
      return { platform, seller, externalId, externalSkuId, specId, unitPriceMinor }
    }
    return null
  })
}
