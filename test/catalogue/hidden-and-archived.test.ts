import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { peopleDeskOf } from './people-desk.ts'

const gateway = gatewayOfThisFile({ SEED: 'off' })
const { asked, made, refused, sku, product, update, run, openShop } = peopleDeskOf(gateway)

let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  shop = await openShop()
})

describe('what shoppers do not see', () => {
  const CODE =
    'query ($id: ID!, $handle: String, $code: String!) { product(id: $id) { id } byHandle: product(handle: $handle) { id } node(id: $id) { id } sku(code: $code) { id } skus(codes: [$code]) { id } products { nodes { id } } }'
  it.each(['DRAFT', 'ARCHIVED'])('is a product in state %s, by no way', async (status) => {
    const { id, handle, skus } = await product({ titleEn: `Hidden ${status}` })
    await update({ id, status })
    const variables = { id, handle, code: skus[0]?.code }
    const shopper = await asked<Record<string, unknown>>(CODE, variables, 'anonymous')
    expect({ ...shopper, products: null }).toEqual({
      product: null,
      byHandle: null,
      node: null,
      sku: null,
      skus: [null],
      products: null,
    })
    expect(JSON.stringify(shopper)).not.toContain(id)
    const skuNode = 'query ($id: ID!) { node(id: $id) { id } }'
    expect(await asked(skuNode, { id: skus[0]?.id }, 'customer')).toEqual({ node: null })
    expect(await asked(skuNode, { id: skus[0]?.id })).toEqual({ node: { id: skus[0]?.id } })
    const operator = await asked<Record<string, { id: string }>>(CODE, variables)
    expect(operator.product).toEqual({ id })
    const list =
      'query ($s: [ProductStatus!]) { products(filter: { statuses: $s }, last: 5) { nodes { id } } }'
    expect(JSON.stringify(await asked(list, { s: [status] }))).toContain(id)
    const answer = await gateway().ask(list, { s: [status] }, 'customer')
    expect(answer.errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN'])
  })

  it('is a product without a SKU to buy, in any list or count, until it has one', async () => {
    const category = await made('saveCategory', 'category', 'id', { slug: 'lanterns', nameEn: 'Lanterns' })
    const bare = await made<{ id: string; status: string }>('createProduct', 'product', 'id status', {
      titleEn: 'Zanzibar lantern',
      categoryIds: [category.id],
      idempotencyKey: v7(),
    })
    expect(bare.status).toBe('ACTIVE')
    const LISTS = `query ($category: ID!) {
      newest: products(sort: NEWEST, first: 100) { nodes { id } }
      all: products(first: 100) { totalCount nodes { id } }
      found: products(filter: { search: "zanzibar" }) { totalCount nodes { id } facets { name values { count } } }
      inCategory: products(filter: { categoryIds: [$category] }) { totalCount nodes { id } }
      categories { id productCount }
    }`
    interface Lists {
      readonly all: { readonly totalCount: number }
      readonly found: { readonly totalCount: number; readonly facets: readonly object[] }
      readonly categories: readonly { readonly id: string; readonly productCount: number }[]
    }
    const lists = () => asked<Lists>(LISTS, { category: category.id }, 'anonymous')
    const hidden = await lists()
    expect(JSON.stringify(hidden)).not.toContain(bare.id)
    expect(hidden.found).toMatchObject({ totalCount: 0, facets: [] })
    expect(hidden.categories.find(({ id }) => id === category.id)?.productCount).toBe(0)
    const drafts = `{ products(filter: { statuses: [DRAFT], search: "zanzibar" }) { nodes { id status } } }`
    expect(await asked(drafts)).toEqual({ products: { nodes: [bare] } })

    const { id } = await made('createSku', 'sku', 'id', {
      productId: bare.id,
      sku: sku({ code: 'ZAN-1' }),
      idempotencyKey: v7(),
    })
    const shown = await lists()
    for (const [name, list] of Object.entries(shown))
      if (name !== 'categories')
        expect([name, JSON.stringify(list)]).toEqual([name, expect.stringContaining(bare.id)])
    expect(shown.all.totalCount).toBe(hidden.all.totalCount + 1)
    expect(shown.categories.find((one) => one.id === category.id)?.productCount).toBe(1)
    expect(await asked(drafts)).toEqual({ products: { nodes: [] } })

    await made('archive', 'node', '__typename', { id, restore: false })
    expect(await lists()).toEqual(hidden)
  })

  it('is what it costs, and who changed it', async () => {
    const { id, skus } = await product()
    const answer = await gateway().ask<{ product: object; auditTrail: null }>(
      `query ($id: ID!) { product(id: $id) { editedFields changes { nodes { field } } supplier { id } skus { cost { amount } editedFields } }
        auditTrail { nodes { field } } }`,
      { id },
      'customer',
    )
    expect(answer.data).toEqual({
      product: {
        editedFields: [],
        changes: { nodes: [] },
        supplier: null,
        skus: [{ cost: null, editedFields: [] }],
      },
      auditTrail: null,
    })
    expect(answer.errors).toHaveLength(3)
    expect(skus).toHaveLength(1)
  })
})

describe('what is archived', () => {
  const archive = (id: string, restore = false) =>
    run<{ __typename: string }>('archive', 'node', '__typename', { id, restore })

  it('leaves the shop, and comes back as it was', async () => {
    const { id, skus } = await product({ titleEn: 'For a while', categoryIds: [shop.tea.id] })
    expect((await archive(id)).row).toEqual({ __typename: 'Product' })
    expect((await archive(id)).userErrors).toEqual([])
    expect(await asked('query ($id: ID!) { product(id: $id) { status } }', { id })).toEqual({
      product: { status: 'ARCHIVED' },
    })
    await archive(id, true)
    expect(await asked('query ($id: ID!) { product(id: $id) { status } }', { id }, 'anonymous')).toEqual({
      product: { status: 'ACTIVE' },
    })
    expect((await archive(skus[0]?.id ?? '')).row).toEqual({ __typename: 'Sku' })
    expect(
      await asked(
        'query ($id: ID!) { product(id: $id) { price { amount } skus { id } } }',
        { id },
        'anonymous',
      ),
    ).toEqual({
      product: { price: null, skus: [] },
    })
  })

  it('is refused while something needs it, and the message names what', async () => {
    const stocked = sku({ openingStock: [{ warehouseId: shop.hub.id, quantity: 2 }] })
    const { id, handle, skus } = await product({
      titleEn: 'Needed',
      categoryIds: [shop.tea.id],
      supplierId: shop.seller.id,
      skus: [stocked],
    })
    const message = async (of: string) => {
      const { userErrors } = await archive(of)
      expect(userErrors.map(({ code: why, field }) => [why, field])).toEqual([['INVALID_TRANSITION', ['id']]])
      return userErrors[0]?.message
    }
    expect(await message(id)).toMatch(/1 warehouses that have or await stock of it \(HUB\)/)
    expect(await message(skus[0]?.id ?? '')).toContain('HUB')
    expect(await message(shop.hub.id)).toContain('SKUs that it has or awaits')
    expect(await message(shop.tea.id)).toContain('products')
    expect(await message(shop.drinks.id)).toContain('1 categories below it (tea)')
    expect(await message(shop.seller.id)).toMatch(/products \(/)
    expect(await refused('updateProduct', 'product', { id, status: 'ARCHIVED' })).toEqual([
      ['INVALID_TRANSITION', 'status'],
    ])
    expect(handle).toBe('needed')
    expect(await refused('archive', 'node', { id: btoa('Order:1') })).toEqual([['INVALID_INPUT', 'id']])
    expect(await refused('archive', 'node', { id: btoa('Product:1') })).toEqual([['NOT_FOUND', 'id']])
  })

  it('is not to be chosen any more, and seen by those who see all', async () => {
    const empty = await made('saveWarehouse', 'warehouse', 'id', {
      code: 'OLD',
      name: 'Old',
      country: 'CN',
      takesArrivals: true,
      address: {
        name: 'Hub',
        line1: 'Road 1',
        city: 'Guangzhou',
        region: 'Guangdong',
        postalCode: '510000',
        country: 'CN',
        phone: '+86 20 5550 0119',
      },
    })
    const list = '{ warehouses { code takesArrivals address { line1 } } }'
    expect(await asked<{ warehouses: object[] }>(list)).toMatchObject({
      warehouses: expect.arrayContaining([
        { code: 'OLD', takesArrivals: true, address: { line1: 'Road 1' } },
      ]),
    })
    await archive(empty.id)
    expect(JSON.stringify(await asked(list, {}, 'customer'))).not.toContain('OLD')
    expect(JSON.stringify(await asked('{ warehouses(archived: true) { code } }'))).toContain('OLD')
    expect(
      JSON.stringify(await asked('{ warehouses(archived: true) { code } }', {}, 'customer')),
    ).not.toContain('OLD')
    const stock = [{ warehouseId: empty.id, quantity: 1 }]
    expect(
      await refused('createProduct', 'product', {
        titleEn: 'x',
        skus: [sku({ openingStock: stock })],
        idempotencyKey: v7(),
      }),
    ).toEqual([['NOT_FOUND', 'skus.0.openingStock.0.warehouseId']])
  })
})
