import type { Availability } from './availability.ts'
import { SHOPS } from './parties.ts'
import { externalId } from './platform-ids.ts'
import type { Merchandise } from './products.ts'
import { type Random, randomOf } from './random.ts'
import type { SeedListing, SeedPlatform } from './types.ts'

/** Part of the storefront price that the platform's shop asks, from and to: 1688 is wholesale. */
const PRICE: Readonly<Record<SeedPlatform, readonly [number, number]>> = {
  TAOBAO: [0.86, 0.92],
  JD: [0.91, 0.97],
  ALIBABA_1688: [0.5, 0.68],
}

/** Part of the products that a platform's shop lists. */
const LISTED: Readonly<Record<SeedPlatform, number>> = { TAOBAO: 1, JD: 0.67, ALIBABA_1688: 0.75 }

function isListed(platform: SeedPlatform, key: string): boolean {
  return randomOf(`listed ${platform} ${key}`).chance(LISTED[platform])
}

/** About one product in fifteen has ids past 2^53, the sixth of the catalogue among them. */
const hasLongIds = (index: number): boolean => index % 29 === 5 || index % 31 === 16

function shopPrice(random: Random, platform: SeedPlatform, priceFen: number, share: number): number {
  // Wholesale prices end anywhere, retail ones in whole jiao.
  if (platform === 'ALIBABA_1688') return Math.round(priceFen * share) + random.int(0, 4)
  return Math.round((priceFen * share) / 10) * 10
}

function listingOf(
  { key, skus }: Merchandise,
  index: number,
  shop: (typeof SHOPS)[number],
  sellable: ReadonlyMap<string, number>,
): SeedListing {
  const { platform } = shop
  const random = randomOf(`listing ${platform} ${key}`)
  const long = hasLongIds(index)
  const [least, most] = PRICE[platform]
  const share = least + random.next() * (most - least)
  const id = externalId(random, platform, 'item', long)
  const wholesale = platform === 'ALIBABA_1688'
  return {
    platform,
    shop: shop.key,
    externalId: id,
    url: `https://item.example/${wholesale ? '1688' : platform.toLowerCase()}/${id}`,
    skus: skus.map(({ code, priceFen }) => ({
      code,
      externalSkuId: externalId(random, platform, 'sku', long),
      ...(wholesale ? { specId: random.hex(32) } : {}),
      priceFen: shopPrice(random, platform, priceFen, share),
      // Retail shops offer what the warehouses can deliver; a wholesaler has its own, much larger stock.
      quantity: wholesale ? random.int(200, 9000) : (sellable.get(code) ?? 0),
    })),
  }
}

/** The listings of each product, in its order and that of SHOPS. */
export function listings(products: readonly Merchandise[], levels: readonly Availability[]): SeedListing[][] {
  const sellable = new Map<string, number>()
  for (const { skuCode, available } of levels) {
    sellable.set(skuCode, (sellable.get(skuCode) ?? 0) + available)
  }
  return products.map((product, index) =>
    SHOPS.filter(({ platform }) => isListed(platform, product.key)).map((shop) =>
      listingOf(product, index, shop, sellable),
    ),
  )
}
