import type { SeedPlatform, SeedProduct } from '../../seed/catalogue.ts'

const SHOPS: readonly [SeedPlatform, string, bigint][] = [
  ['TAOBAO', 'taobao-shop-1', 610_000_000_001n],
  ['JD', 'jd-shop-1', 20_000_001n],
]

/** Products of two SKUs each, on sale in both retail shops, with a hundred units of each. */
export function manyProducts(count: number): SeedProduct[] {
  return Array.from({ length: count }, (_, n) => {
    const key = `c${String(n + 1).padStart(6, '0')}`
    const skus = ['A', 'B'].map((value) => ({
      code: `${key.toUpperCase()}-${value}`,
      titleZh: `商品 ${n + 1} ${value}`,
      titleEn: `Thing ${n + 1} ${value}`,
      attributes: [{ name: 'Kind', nameZh: '款式', value, valueZh: value }],
      priceFen: 1_000 + ((n * 37) % 9_000),
      barcode: `2${String(n * 2 + (value === 'A' ? 0 : 1)).padStart(12, '0')}`,
    }))
    return {
      key,
      titleZh: `商品 ${n + 1}`,
      titleEn: `Thing ${n + 1}`,
      descriptionZh: '',
      descriptionEn: '',
      category: 'home',
      supplier: 'somebody',
      skus,
      listings: SHOPS.map(([platform, shop, base]) => ({
        platform,
        shop,
        externalId: String(base + BigInt(n)),
        url: '',
        skus: skus.map(({ code, priceFen }, index) => ({
          code,
          externalSkuId: String(5_100_000_000_000_000_000n + base * 100n + BigInt(n * 10 + index)),
          priceFen,
          quantity: 100,
        })),
      })),
    }
  })
}
