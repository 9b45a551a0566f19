import type { ProductRow, Rows, SkuRow } from '../rows.ts'

/**
 * Replaces the database under our real graph: the one call that the catalogue makes, answered with the nested
 * rows that Prisma would give, built for each request.
 */
export function fakePrisma(rows: Rows): object {
  const skus = Map.groupBy(rows.skus, (row) => row.product_id)
  const levels = Map.groupBy(rows.levels, (row) => row.sku_id)
  for (const some of levels.values()) some.sort((a, b) => (a.warehouse_id < b.warehouse_id ? -1 : 1))
  const listings = Map.groupBy(rows.listings, (row) => row.sku_id)
  const warehouses = new Map(rows.warehouses.map((row) => [row.id, row]))
  const times = { createdAt: new Date(0), updatedAt: new Date(0) }

  const skuOf = (sku: SkuRow) => ({
    ...times,
    id: sku.id,
    code: sku.code,
    productId: sku.product_id,
    titleZh: sku.title_zh,
    titleEn: sku.title_en,
    attributes: [],
    priceMinor: sku.price_minor,
    currency: sku.currency,
    stockLevels: (levels.get(sku.id) ?? []).map((level) => ({
      id: level.id,
      skuId: level.sku_id,
      warehouseId: level.warehouse_id,
      onHand: level.on_hand,
      reserved: 0,
      safetyStock: 0,
      incoming: 0,
      available: level.available,
      version: level.version,
      updatedAt: level.updated_at,
      warehouse: { ...warehouses.get(level.warehouse_id) },
    })),
    listings: (listings.get(sku.id) ?? []).map((listing) => ({
      id: listing.id,
      platform: listing.platform,
      skuId: listing.sku_id,
      externalId: listing.external_id,
      externalSkuId: '',
      priceMinor: listing.price_minor,
      currency: listing.currency,
      quantity: listing.quantity,
    })),
  })
  const productOf = (product: ProductRow) => ({
    ...times,
    id: product.id,
    titleZh: product.title_zh,
    titleEn: product.title_en,
    images: [],
    skus: (skus.get(product.id) ?? []).map(skuOf),
  })
  return {
    product: { findMany: async ({ take }: { take: number }) => rows.products.slice(0, take).map(productOf) },
  }
}
