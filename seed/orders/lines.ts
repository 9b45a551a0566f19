import type { Availability } from '../availability.ts'
import type { Random } from '../random.ts'
import type { SeedListing, SeedProduct } from '../types.ts'
import type { Blueprint } from './blueprint.ts'
import { statesOf } from './journey.ts'
import type { SeedOrderLine } from './types.ts'

/** Source of the lines: made once for all orders. */
export interface Shelf {
  products: readonly SeedProduct[]
  /** SKU code to its level in the hub, where orders are served from and parcels consolidated. */
  hub: ReadonlyMap<string, Availability>
}

/** Minimum stock of levels that seed orders use: they never cause a shortage. */
const PLENTY = 12

function plentyOf({ hub }: Shelf, skuCode: string): Availability | undefined {
  const level = hub.get(skuCode)
  return level && level.available >= PLENTY ? level : undefined
}

function pickProducts(random: Random, from: readonly SeedProduct[], count: number): SeedProduct[] {
  // Some products sell much better than the rest: those at the head of the catalogue.
  const popular = from.slice(0, 24)
  const chosen = new Set<SeedProduct>()
  while (chosen.size < count) chosen.add(random.pick(random.chance(0.4) ? popular : from))
  return [...chosen]
}

function lineOf(random: Random, { source }: Blueprint, shelf: Shelf, product: SeedProduct): SeedOrderLine {
  const sku = random.pick(product.skus)
  const listing = product.listings.find(({ platform }) => platform === source)
  const listed = listing?.skus.find(({ code }) => code === sku.code)
  const level = plentyOf(shelf, sku.code)
  const fromStock = level !== undefined && (source !== 'STOREFRONT' || random.chance(0.4))
  return {
    skuCode: sku.code,
    title: source === 'STOREFRONT' ? sku.titleEn : sku.titleZh,
    quantity: random.chance(0.7) ? 1 : random.int(2, source === 'ALIBABA_1688' ? 12 : 3),
    unitPriceFen: listed?.priceFen ?? sku.priceFen,
    servedFrom: fromStock ? 'STOCK' : 'PURCHASE',
    warehouseCode: fromStock ? level.warehouseCode : null,
  }
}

/**
 * One to four lines of different products. Shops sell from stock only what they list; a storefront order
 * that went on to purchasing has at least one line to purchase.
 */
export function linesOf(random: Random, blueprint: Blueprint, shelf: Shelf): SeedOrderLine[] {
  const { source } = blueprint
  const isStorefront = source === 'STOREFRONT'
  const offered = shelf.products.filter(
    ({ listings, skus }) =>
      isStorefront ||
      (listings.some(({ platform }: SeedListing) => platform === source) &&
        skus.every(({ code }) => plentyOf(shelf, code))),
  )
  const lines = pickProducts(random, offered, random.int(1, isStorefront ? 4 : 2)).map((product) =>
    lineOf(random, blueprint, shelf, product),
  )
  const [first] = lines
  if (isStorefront && first && statesOf(blueprint).includes('PURCHASING')) {
    first.servedFrom = 'PURCHASE'
    first.warehouseCode = null
  }
  return lines
}
