import { describe, expect, it } from 'vitest'
import { checkDigit } from './barcode.ts'
import { catalogue, SHOPS, SUPPLIERS, WAREHOUSES } from './catalogue.ts'
import type { SeedPlatform } from './types.ts'

const products = catalogue()
const skus = products.flatMap((product) => product.skus)
const listings = products.flatMap((product) => product.listings)
const on = (platform: SeedPlatform) => listings.filter((listing) => listing.platform === platform)
const ids = (platform: SeedPlatform) => {
  const own = on(platform)
  return {
    item: own.map(({ externalId }) => externalId),
    sku: own.flatMap((listing) => listing.skus.map(({ externalSkuId }) => externalSkuId)),
  }
}

const expectUnique = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length)

describe('the catalogue', () => {
  it('holds 216 products and 1027 SKUs in twelve categories', () => {
    expect(products).toHaveLength(216)
    expect(skus).toHaveLength(1027)
    const categories = Map.groupBy(products, ({ category }) => category)
    expect(categories.size).toBe(12)
    for (const members of categories.values()) expect(members).toHaveLength(18)
  })

  it('is worked out once', () => {
    expect(catalogue()).toBe(products)
  })

  it('has no key, title, code or barcode twice', () => {
    expectUnique(products.map(({ key }) => key))
    expectUnique(products.map(({ titleZh }) => titleZh))
    expectUnique(products.map(({ titleEn }) => titleEn))
    expectUnique(skus.map(({ code }) => code))
    expectUnique(skus.map(({ barcode }) => barcode))
  })

  it('writes short upper-case SKU codes', () => {
    for (const { code } of skus) {
      expect(code).toMatch(/^[A-Z]{3}-\d{4}(-[A-Z0-9]+){1,2}$/)
      expect(code.length).toBeLessThanOrEqual(20)
    }
  })

  it('has barcodes with the right check digit', () => {
    for (const { barcode } of skus) {
      expect(barcode).toMatch(/^2\d{12}$/)
      expect(barcode.at(-1)).toBe(checkDigit(barcode.slice(0, 12)))
    }
  })

  it('says everything in Chinese and in English', () => {
    for (const product of products) {
      for (const text of [product.titleZh, product.descriptionZh]) expect(text).toMatch(/\p{Script=Han}{2}/u)
      for (const text of [product.titleEn, product.descriptionEn]) expect(text).not.toMatch(/\p{Script=Han}/u)
    }
    for (const { attributes, titleEn, titleZh } of skus) {
      expect(attributes.length).toBeGreaterThanOrEqual(1)
      for (const { value, valueZh, name, nameZh } of attributes) {
        expect(titleEn).toContain(value)
        expect(titleZh).toContain(valueZh)
        expect(name).not.toBe(nameZh)
      }
    }
  })

  it('asks plausible prices', () => {
    for (const { priceFen } of skus) {
      expect(Number.isInteger(priceFen)).toBe(true)
      expect(priceFen).toBeGreaterThanOrEqual(500)
      expect(priceFen).toBeLessThanOrEqual(200_000)
    }
  })

  it('names suppliers that exist, and leaves none without products', () => {
    expect(SUPPLIERS).toHaveLength(8)
    expect(new Set(products.map(({ supplier }) => supplier))).toEqual(
      new Set(SUPPLIERS.map(({ key }) => key)),
    )
    for (const { email } of SUPPLIERS) expect(email).toMatch(/^[a-z0-9-]+@[a-z-]+\.example\.com$/)
  })

  it('has one shop for each platform and three warehouses', () => {
    expect(SHOPS.map(({ platform }) => platform)).toEqual(['TAOBAO', 'JD', 'ALIBABA_1688'])
    expect(WAREHOUSES.map(({ code, country }) => `${code} ${country}`)).toEqual([
      'GZ-HUB CN',
      'YIWU-01 CN',
      'LA-01 US',
    ])
  })
})

describe('the listings', () => {
  it('put everything on Taobao, two thirds on JD and three quarters on 1688', () => {
    expect(on('TAOBAO')).toHaveLength(216)
    expect(on('JD')).toHaveLength(137)
    expect(on('ALIBABA_1688')).toHaveLength(166)
    for (const product of products) expect(product.listings[0]?.platform).toBe('TAOBAO')
  })

  it('offer every SKU of the product, in the shop of the platform, at an address of its own', () => {
    for (const product of products) {
      for (const { platform, shop, skus: offered, url, externalId } of product.listings) {
        expect(offered.map(({ code }) => code)).toEqual(product.skus.map(({ code }) => code))
        expect(SHOPS.find(({ key }) => key === shop)?.platform).toBe(platform)
        expect(url).toBe(
          `https://item.example/${{ TAOBAO: 'taobao', JD: 'jd', ALIBABA_1688: '1688' }[platform]}/${externalId}`,
        )
      }
    }
  })

  it('have ids that occur once', () => {
    expectUnique(SHOPS.flatMap(({ platform }) => [...ids(platform).item, ...ids(platform).sku]))
    expectUnique(listings.flatMap((listing) => listing.skus.flatMap(({ specId }) => specId ?? [])))
  })

  it.each([
    ['TAOBAO', 12, 13],
    ['JD', 14, 14],
    ['ALIBABA_1688', 12, 13],
  ] as const)(
    'have ids of %s of %i and %i digits, and some that no double can hold',
    (platform, item, sku) => {
      for (const [kind, digits] of [
        ['item', item],
        ['sku', sku],
      ] as const) {
        const all = ids(platform)[kind]
        const long = all.filter((id) => id.length !== digits)
        expect(long.length).toBeGreaterThanOrEqual(3)
        expect(long.length).toBeLessThan(all.length / 8)
        for (const id of all) expect(id).toMatch(/^[1-9]\d{11,18}$/)
        for (const id of long) {
          expect(id.length).toBeGreaterThanOrEqual(17)
          expect(String(Number(id))).not.toBe(id)
          expect(BigInt(id)).toBeLessThan(2n ** 63n)
        }
      }
    },
  )

  it('name the SKU by specId on 1688 and nowhere else', () => {
    for (const { platform, skus: offered } of listings) {
      for (const { specId } of offered) {
        if (platform === 'ALIBABA_1688') expect(specId).toMatch(/^[0-9a-f]{32}$/)
        else expect(specId).toBeUndefined()
      }
    }
  })

  it('are dearest in the storefront and cheapest on 1688', () => {
    for (const product of products) {
      for (const { code, priceFen } of product.skus) {
        const asked = new Map(
          product.listings.map((listing) => [
            listing.platform,
            listing.skus.find((sku) => sku.code === code)?.priceFen,
          ]),
        )
        const taobao = asked.get('TAOBAO') ?? 0
        expect(taobao).toBeGreaterThan(0)
        expect(taobao).toBeLessThan(priceFen)
        expect(asked.get('JD') ?? priceFen).toBeLessThanOrEqual(priceFen)
        expect(asked.get('ALIBABA_1688') ?? 0).toBeLessThan(taobao)
      }
    }
  })
})
