import { catalogue, SUPPLIERS } from '../../../seed/catalogue.ts'
import type { Prisma } from '../generated/client.ts'
import { productId, skuId, supplierId } from './ids.ts'
import type { SeedOptions } from './options.ts'
import { type TableRows, tableRows } from './table-rows.ts'

const HOUR_MS = 3600_000

/** The oldest product came in before the opening receipts, which are 62 to 75 days old. */
const FIRST_DAYS_AGO = 90

/** Suppliers, products and SKUs. Products came in one an hour, so that lists by creation are in catalogue order. */
export function catalogueTables({ now, imageBase }: SeedOptions): TableRows[] {
  const first = now.getTime() - FIRST_DAYS_AGO * 24 * HOUR_MS
  const suppliers: Prisma.SupplierCreateManyInput[] = SUPPLIERS.map((supplier) => ({
    id: supplierId(supplier.key),
    ...supplier,
  }))
  const products: Prisma.ProductCreateManyInput[] = []
  const skus: Prisma.SkuCreateManyInput[] = []
  for (const [index, product] of catalogue().entries()) {
    const { key, titleZh, titleEn, descriptionZh, descriptionEn, category, supplier } = product
    const at = new Date(first + index * HOUR_MS)
    const stamps = { createdAt: at, updatedAt: at }
    products.push({
      id: productId(key),
      titleZh,
      titleEn,
      descriptionZh,
      descriptionEn,
      category,
      images: [`${imageBase}/${key}.svg`],
      supplierId: supplierId(supplier),
      ...stamps,
    })
    for (const { code, priceFen, attributes, ...texts } of product.skus) {
      skus.push({
        id: skuId(code),
        code,
        productId: productId(key),
        priceMinor: BigInt(priceFen),
        attributes: attributes.map((attribute) => ({ ...attribute })),
        ...texts,
        ...stamps,
      })
    }
  }
  return [tableRows('supplier', suppliers), tableRows('product', products), tableRows('sku', skus)]
}
