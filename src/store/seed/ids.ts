import type { SeedPlatform } from '../../../seed/catalogue.ts'

/**
 * Ids of the seeded rows: readable, the same on every machine, so that examples and tests can name them.
 * Rows made later have UUIDs, so the two never meet.
 */

/** @param key for example `tea-0001` */
export const productId = (key: string): string => `product-${key}`

/** @param name for example `phone cases` */
export const slugOf = (name: string): string => name.replaceAll(' ', '-')

/** @param name for example `phone cases`, whose id is then `category-phone-cases` */
export const categoryId = (name: string): string => `category-${slugOf(name)}`

/** @param code for example `TEA-0001-50G-TIN` */
export const skuId = (code: string): string => `sku-${code}`

export const supplierId = (key: string): string => `supplier-${key}`

/** @param key for example `taobao-shop-1` */
export const shopId = (key: string): string => `shop-${key}`

/** @param code for example `GZ-HUB` */
export const warehouseId = (code: string): string => `warehouse-${code}`

/** One SKU on one platform, for example `listing-alibaba-1688-TEA-0001-50G-TIN`. */
export const listingId = (platform: SeedPlatform, skuCode: string): string =>
  `listing-${platform.toLowerCase().replace('_', '-')}-${skuCode}`

/** Where a SKU is stocked. */
export interface Place {
  skuCode: string
  warehouseCode: string
}

/** A SKU and a warehouse, for example `TEA-0001-50G-TIN-GZ-HUB`: names levels and what hangs on them. */
export const placeKey = ({ skuCode, warehouseCode }: Place): string => `${skuCode}-${warehouseCode}`

export const levelId = (place: Place): string => `level-${placeKey(place)}`

/** Padded, so that movements of one instant sort by version. */
export const movementId = (place: Place, version: number): string =>
  `movement-${placeKey(place)}-${padded(version, 3)}`

/** @param number of the order, for example `HG-100001`, whose id is then `order-100001` */
export const orderId = (number: string): string => `order-${number.replace('HG-', '')}`

/** A part of an order or parcel, for example `order-100001-payment-01`; `index` starts at 0. */
export const partId = (owner: string, part: string, index: number): string =>
  `${owner}-${part}-${padded(index + 1, 2)}`

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0')
}
