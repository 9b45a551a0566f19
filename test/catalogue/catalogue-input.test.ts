import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { peopleDeskOf } from './people-desk.ts'

const gateway = gatewayOfThisFile({ SEED: 'off' })
const { asked, run, refused, cny, sku, product, openShop } = peopleDeskOf(gateway)

let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  shop = await openShop()
})

describe('bad input', () => {
  it('names the field of each mistake of a product', async () => {
    const taken = sku()
    await product({ skus: [taken] })
    const base = { titleEn: 'Bad', skus: [], idempotencyKey: v7() }
    const of = (changes: object) => refused('createProduct', 'product', { ...base, ...changes })
    expect(await of({ titleEn: null })).toEqual([['INVALID_INPUT', 'titles']])
    expect(await of({ skus: [sku(), taken] })).toEqual([['ALREADY_EXISTS', 'skus.1.code']])
    const same = sku()
    expect(await of({ skus: [same, sku(), same] })).toEqual([['ALREADY_EXISTS', 'skus.2.code']])
    const { userErrors } = await run('createProduct', 'product', 'id', { ...base, skus: [same, sku(), same] })
    expect(userErrors[0]?.message).toBe(
      `skus.2.code: the code ${JSON.stringify(same.code)} is given twice, in skus.0.code too.`,
    )
    expect(await of({ skus: [sku({ price: cny('-1') })] })).toEqual([
      ['INVALID_INPUT', 'skus.0.price.amount'],
    ])
    expect(await of({ skus: [sku({ price: cny('1.001') })] })).toEqual([
      ['INVALID_INPUT', 'skus.0.price.amount'],
    ])
    expect(await of({ skus: [sku({ price: { amount: '1', currency: 'USD' } })] })).toEqual([
      ['INVALID_INPUT', 'skus.0.price.currency'],
    ])
    expect(await of({ titles: [{ locale: 'en', text: 'Twice' }] })).toEqual([
      ['INVALID_INPUT', 'titles.0.locale'],
    ])
    expect(
      await of({
        titles: [
          { locale: 'FR', text: 'a' },
          { locale: 'fr', text: 'b' },
          { locale: 'no language', text: 'c' },
        ],
      }),
    ).toEqual([
      ['INVALID_INPUT', 'titles.1.locale'],
      ['INVALID_INPUT', 'titles.2.locale'],
    ])
    const unknown = (type: string) => btoa(`${type}:none`)
    expect(await of({ categoryIds: [shop.tea.id, unknown('Category')] })).toEqual([
      ['NOT_FOUND', 'categoryIds.1'],
    ])
    expect(await of({ supplierId: unknown('Supplier') })).toEqual([['NOT_FOUND', 'supplierId']])
    expect(await of({ supplierId: shop.tea.id })).toEqual([['INVALID_INPUT', 'supplierId']])
    const stock = [{ warehouseId: unknown('Warehouse'), quantity: 1 }]
    expect(await of({ skus: [sku(), sku({ openingStock: stock })] })).toEqual([
      ['NOT_FOUND', 'skus.1.openingStock.0.warehouseId'],
    ])
    expect(await refused('updateProduct', 'product', { id: unknown('Product') })).toEqual([
      ['NOT_FOUND', 'id'],
    ])
    expect(await refused('updateSku', 'sku', { id: unknown('Sku') })).toEqual([['NOT_FOUND', 'id']])
    const { totalCount } = (
      await asked<{ products: { totalCount: number } }>(
        '{ products(filter: { search: "Bad" }) { totalCount } }',
      )
    ).products
    expect(totalCount).toBe(0)
  })

  it('names the field of each mistake of a SKU, a category, a warehouse and a supplier', async () => {
    const { id, skus } = await product({ skus: [sku(), sku()] })
    const [one, two] = skus
    expect(await refused('updateSku', 'sku', { id: one?.id, code: two?.code })).toEqual([
      ['ALREADY_EXISTS', 'code'],
    ])
    expect(
      await refused('updateSku', 'sku', { id: one?.id, customs: { hsCode: '12', originCountry: 'XX' } }),
    ).toEqual([
      ['INVALID_INPUT', 'customs.hsCode'],
      ['INVALID_INPUT', 'customs.originCountry'],
    ])
    const again = { productId: id, sku: sku({ code: one?.code }), idempotencyKey: v7() }
    expect(await refused('createSku', 'sku', again)).toEqual([['ALREADY_EXISTS', 'sku.code']])
    expect(await refused('saveCategory', 'category', { slug: 'tea', nameEn: 'Again' })).toEqual([
      ['ALREADY_EXISTS', 'slug'],
    ])
    expect(await refused('saveCategory', 'category', { slug: 'nameless' })).toEqual([
      ['INVALID_INPUT', 'names'],
    ])
    for (const parentId of [shop.drinks.id, shop.tea.id])
      expect(
        await refused('saveCategory', 'category', { id: shop.drinks.id, slug: 'drinks', parentId }),
      ).toEqual([['INVALID_INPUT', 'parentId']])
    expect(await refused('createWarehouse', 'warehouse', { code: 'HUB', name: 'x', country: 'CN' })).toEqual([
      ['ALREADY_EXISTS', 'code'],
    ])
    expect(await refused('createWarehouse', 'warehouse', { code: 'H2', name: 'x', country: 'XX' })).toEqual([
      ['INVALID_INPUT', 'country'],
    ])
    const arrivals = { code: 'H3', name: 'x', country: 'CN', takesArrivals: true }
    expect(await refused('saveWarehouse', 'warehouse', arrivals)).toEqual([['INVALID_INPUT', 'address']])
    expect(await refused('createSupplier', 'supplier', { key: 'hangzhou', name: 'x' })).toEqual([
      ['ALREADY_EXISTS', 'key'],
    ])
  })

  it('is refused to all but operators', async () => {
    const answer = await gateway().ask(
      'mutation { createWarehouse(input: { code: "X", name: "X", country: "CN" }) { warehouse { id } } }',
      {},
      'analyst',
    )
    expect(answer.errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN'])
  })
})
