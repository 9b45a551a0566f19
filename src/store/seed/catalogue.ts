import { catalogue, SUPPLIERS } from '../../../seed/catalogue.ts'
import { CATEGORIES } from '../../../seed/vocabulary/index.ts'
import { handleOf } from '../../domain/handle.ts'
import type { Prisma } from '../generated/client.ts'
import { categoryId, productId, skuId, slugOf, supplierId } from './ids.ts'
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
  const placed: Prisma.ProductCategoryCreateManyInput[] = []
  const categories: Prisma.CategoryCreateManyInput[] = CATEGORIES.map(({ category, categoryZh }) => ({
    id: categoryId(category),
    slug: slugOf(category),
    nameZh: categoryZh,
    nameEn: category.charAt(0).toUpperCase() + category.slice(1),
    updatedAt: now,
  }))
  for (const [index, product] of catalogue().entries()) {
    const { key, titleZh, titleEn, descriptionZh, descriptionEn, category, supplier } = product
    const at = new Date(first + index * HOUR_MS)
    const stamps = { createdAt: at, updatedAt: at }
    products.push({
      id: productId(key),
      handle: handleOf([titleEn], key),
      titleZh,
      titleEn,
      descriptionZh,
      descriptionEn,
      images: [`${imageBase}/${key}.svg`],
      supplierId: supplierId(supplier),
      ...stamps,
    })
    placed.push({ productId: productId(key), categoryId: categoryId(category) })
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
  return [
    tableRows('supplier', suppliers),
    tableRows('category', categories),
    tableRows('product', products),
    tableRows('product_category', placed),
    tableRows('sku', skus),
  ]
}
