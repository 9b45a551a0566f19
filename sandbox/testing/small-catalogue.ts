import { type SeedPlatform, type SeedProduct, WAREHOUSES } from '../../seed/catalogue.ts'
import type { Goods } from '../state/state.ts'

const SHOPS: [SeedPlatform, string, bigint][] = [
  ['TAOBAO', 'taobao-shop-1', 600_000_000_001n],
  ['JD', 'jd-shop-1', 10_000_001n],
  ['ALIBABA_1688', 'alibaba-shop-1', 700_000_000_001n],
]

/** Sixty plain products of three SKUs, each on sale in all three shops, for the sandbox's own tests. */
export function smallCatalogue(): readonly SeedProduct[] {
  return Array.from({ length: 60 }, (_, n) => {
    const key = `p${String(n + 1).padStart(3, '0')}`
    const colours = [
      ['Red', '红色'],
      ['Blue', '蓝色'],
      ['Black', '黑色'],
    ] as const
    const skus = colours.map(([value, valueZh]) => ({
      code: `${key.toUpperCase()}-${value.toUpperCase()}`,
      titleZh: `茶杯 ${n + 1} ${valueZh}`,
      titleEn: `Tea cup ${n + 1} ${value}`,
      attributes: [{ name: 'Colour', nameZh: '颜色', value, valueZh }],
      priceFen: 1_999 + n * 100,
      barcode: `69000000${n + 1000}`,
    }))
    return {
      key,
      titleZh: `茶杯 ${n + 1}`,
      titleEn: `Tea cup ${n + 1}`,
      descriptionZh: '手工茶杯',
      descriptionEn: 'A tea cup made by hand',
      category: 'home',
      supplier: 'jingdezhen',
      skus,
      listings: SHOPS.map(([platform, shop, base]) => ({
        platform,
        shop,
        externalId: String(base + BigInt(n)),
        url: '',
        skus: skus.map((sku, i) => ({
          code: sku.code,
          externalSkuId: String(5_000_000_000_000_000_000n + base * 10n + BigInt(n * 10 + i)),
          specId: `${key}${i}`.padStart(32, 'a'),
          priceFen: sku.priceFen,
          quantity: 100,
        })),
      })),
    }
  })
}

/** The small catalogue with a hundred units of everything in the first warehouse. */
export function smallGoods(products: readonly SeedProduct[] = smallCatalogue()): Goods {
  const warehouseCode = WAREHOUSES[0]?.code ?? ''
  const levels = products.flatMap((product) =>
    product.skus.map(({ code }) => ({ warehouseCode, skuCode: code, onHand: 100 })),
  )
  return { products, levels }
}
