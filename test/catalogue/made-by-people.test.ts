import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/viewer.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { PRODUCT, type Product, peopleDeskOf } from './people-desk.ts'

// No product, no warehouse, no supplier: people make all of them, through the graph alone.
const gateway = gatewayOfThisFile({ SEED: 'off' })
const { asked, run, made, refused, watching, code, cny, sku, product, update, openShop } =
  peopleDeskOf(gateway)

let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  shop = await openShop()
})

describe('a product', () => {
  it('is made with SKUs and stock, shown, found by its handle and in its category', async () => {
    const feed = await watching(
      'subscription { productChanges { ... on ProductChange { fields product { handle } } } }',
      {},
      'anonymous',
    )
    const codes = [code(), code()]
    const input = {
      titleZh: '明前龙井',
      titleEn: 'Café Longjing, early spring',
      titles: [{ locale: 'fr', text: 'Longjing de printemps' }],
      descriptionEn: 'Hand fired.\nThis year.',
      brand: 'West Lake',
      categoryIds: [shop.tea.id],
      supplierId: shop.seller.id,
      skus: [
        {
          code: codes[0],
          attributes: [{ name: 'Size', value: '50 g' }],
          price: cny('88.00'),
          weightGrams: 80,
          openingStock: [{ warehouseId: shop.hub.id, quantity: 12 }],
        },
        { code: codes[1], titleEn: 'Large', price: cny('160.00'), barcode: '2200010000023' },
      ],
      idempotencyKey: v7(),
    }
    const first = await made<Product>('createProduct', 'product', PRODUCT, input)
    // Sent again, as after a lost answer.
    expect(await made<Product>('createProduct', 'product', PRODUCT, input)).toEqual(first)
    expect(first).toMatchObject({ handle: 'cafe-longjing-early-spring', version: 1, status: 'ACTIVE' })
    expect((await feed.take(1))[0]).toMatchObject({ product: { handle: first.handle } })
    await feed.stop()
    expect(feed.items).toHaveLength(1)

    const shown = await asked<{ product: object }>(
      `query ($handle: String!) { product(handle: $handle) {
        id title(locale: "fr") zh: title(locale: "zh-TW") description brand availability status version editedFields
        categories { slug name(locale: "fr") parent { slug name(locale: "zh") } }
        price { amount } priceRange { min { amount } max { amount currency } }
        changes { totalCount nodes { field } }
        skus { code title available weightGrams lotSize minOrderQuantity status customs { hsCode } priceTiers { minQuantity } editedFields }
      } }`,
      { handle: first.handle },
      'anonymous',
    )
    expect(shown.product).toEqual({
      id: first.id,
      title: 'Longjing de printemps',
      zh: '明前龙井',
      description: 'Hand fired.\nThis year.',
      brand: 'West Lake',
      availability: 'IN_STOCK',
      status: 'ACTIVE',
      version: 1,
      editedFields: [],
      categories: [{ slug: 'tea', name: 'Thé', parent: { slug: 'drinks', name: '饮品' } }],
      price: { amount: '88.00' },
      priceRange: { min: { amount: '88.00' }, max: { amount: '160.00', currency: 'CNY' } },
      changes: { totalCount: 0, nodes: [] },
      skus: [
        {
          code: codes[0],
          title: 'Café Longjing, early spring 50 g',
          available: 12,
          weightGrams: 80,
          lotSize: 1,
          minOrderQuantity: 1,
          status: 'ACTIVE',
          customs: null,
          priceTiers: [],
          editedFields: [],
        },
        expect.objectContaining({ code: codes[1], title: 'Large', available: 0, weightGrams: null }),
      ],
    })
    const lists = await asked<{
      products: { nodes: { id: string }[]; totalCount: number }
      categories: { slug: string; productCount: number; children: { slug: string }[] }[]
      category: { productCount: number }
    }>(
      `query ($ids: [ID!]) { products(filter: { categoryIds: $ids }) { totalCount nodes { id } }
        categories { slug productCount children { slug } } category(slug: "drinks") { productCount } }`,
      { ids: [shop.drinks.id] },
      'anonymous',
    )
    expect(lists.products).toEqual({ totalCount: 1, nodes: [{ id: first.id }] })
    expect(lists.categories).toEqual([
      { slug: 'drinks', productCount: 1, children: [{ slug: 'tea' }] },
      { slug: 'tea', productCount: 1, children: [] },
    ])
    expect(lists.category).toEqual({ productCount: 1 })
    const ledger = await asked<{ sku: object }>(
      'query ($code: String!) { sku(code: $code) { movements { nodes { delta reason actor reference } } } }',
      { code: codes[0] },
    )
    expect(ledger.sku).toEqual({
      movements: {
        nodes: [
          { delta: 12, reason: 'RECEIPT', actor: 'operator:test-operator', reference: 'opening stock' },
        ],
      },
    })
  })

  it('gets a handle of its own: plain, beside one like it, spelt, and where there is no letter to spell', async () => {
    const [one, two, three, four] = [
      await product({ titleEn: 'Tea & Cup' }),
      await product({ titleEn: 'Tea / Cup' }),
      await product({ titleEn: null, titleZh: '长白山 茶杯' }),
      await product({ titleEn: null, titles: [{ locale: 'ru', text: 'чашка' }] }),
    ]
    expect(one.handle).toBe('tea-cup')
    expect(two.handle).toMatch(/^tea-cup-[0-9a-f]{8}$/)
    expect(three.handle).toBe('chang-bai-shan-cha-bei')
    expect(four.handle).toMatch(/^[0-9a-f]{8}$/)
    const renamed = await update({ id: one.id, titleEn: 'Other' })
    expect(renamed.row?.handle).toBe('tea-cup')
    expect((await update({ id: three.id, handle: 'cha-bei' })).row?.handle).toBe('cha-bei')
    expect(await refused('updateProduct', 'product', { id: two.id, handle: 'cha-bei' })).toEqual([
      ['ALREADY_EXISTS', 'handle'],
    ])
    expect(await refused('updateProduct', 'product', { id: two.id, handle: 'Not one' })).toEqual([
      ['INVALID_INPUT', 'handle'],
    ])
  })

  it('keeps what a change does not name, marks what it does, and tells who did what', async () => {
    const { id, skus } = await product({ titleZh: '东西', brand: 'Acme', skus: [sku()] })
    const { row } = await update({
      id,
      expectedVersion: 1,
      titles: [{ locale: 'de', text: 'Ding' }],
      brand: null,
    })
    expect(row).toMatchObject({ version: 2 })
    expect(row?.editedFields).toEqual(expect.arrayContaining(['titleZh', 'titleEn', 'brand', 'titles.de']))
    await made('updateSku', 'sku', 'id', {
      id: skus[0]?.id,
      price: cny('25'),
      weightGrams: 300,
      minOrderQuantity: 2,
      customs: { hsCode: '0902.10', originCountry: 'cn', nameEn: 'Green tea', restrictions: ['FOOD'] },
    })
    const seen = await asked<{ product: object }>(
      `query ($id: ID!) { product(id: $id) { version title brand german: title(locale: "de")
        skus { price { amount } minOrderQuantity cost { amount } editedFields
          customs { hsCode originCountry nameEn nameZh restrictions } }
        changes(first: 20) { totalCount nodes { actor source field before after entity { __typename } } } } }`,
      { id },
    )
    const by = { actor: 'operator:test-operator', source: 'PERSON' }
    const changed = (type: string, field: string, before: string | null, after: string | null) => ({
      ...by,
      field,
      before,
      after,
      entity: { __typename: type },
    })
    expect(seen.product).toMatchObject({
      version: 3,
      title: 'Thing',
      brand: null,
      german: 'Ding',
      skus: [
        {
          price: { amount: '25.00' },
          minOrderQuantity: 2,
          cost: null,
          editedFields: expect.arrayContaining(['code', 'price', 'weightGrams', 'customs.hsCode']),
          customs: {
            hsCode: '090210',
            originCountry: 'CN',
            nameEn: 'Green tea',
            nameZh: null,
            restrictions: ['FOOD'],
          },
        },
      ],
      changes: {
        totalCount: 15,
        nodes: expect.arrayContaining([
          changed('Product', 'brand', 'Acme', null),
          changed('Product', 'titles.de', null, 'Ding'),
          changed('Sku', 'price', '19.90 CNY', '25.00 CNY'),
          changed('Sku', 'minOrderQuantity', '1', '2'),
          changed('Sku', 'customs.restrictions', null, 'FOOD'),
        ]),
      },
    })
    const trail = await asked<{ auditTrail: { totalCount: number; nodes: { field: string }[] } }>(
      `query ($ids: [ID!]) { auditTrail(filter: { entityIds: $ids, actor: "operator:test-operator" }, first: 2) {
        totalCount nodes { field } } }`,
      { ids: [id] },
    )
    expect(trail.auditTrail.totalCount).toBe(6)
    expect(trail.auditTrail.nodes).toHaveLength(2)
  })

  it('shows its texts in their own languages, and is found by the one that it lacks', async () => {
    const { id } = await product({
      titleEn: undefined,
      titleZh: '茶',
      titles: [{ locale: 'zh-TW', text: '茶葉' }],
      descriptionEn: 'Leaves.',
    })
    const ids = async (lacksTitleIn: string) => {
      const query = `query ($filter: ProductFilter) { products(filter: $filter) { totalCount nodes { id } } }`
      const filter = { ids: [id], lacksTitleIn, statuses: ['DRAFT', 'ACTIVE'] }
      const found = await asked<{ products: { totalCount: number; nodes: { id: string }[] } }>(query, {
        filter,
      })
      expect(found.products.totalCount).toBe(found.products.nodes.length)
      return found.products.nodes.map((one) => one.id)
    }
    expect(
      await asked(
        'query ($id: ID!) { product(id: $id) { titles { locale text } descriptions { locale text } } }',
        { id },
      ),
    ).toEqual({
      product: {
        titles: [
          { locale: 'zh', text: '茶' },
          { locale: 'zh-TW', text: '茶葉' },
        ],
        descriptions: [{ locale: 'en', text: 'Leaves.' }],
      },
    })
    expect([await ids('en'), await ids('zh'), await ids('zh-tw'), await ids('fr')]).toEqual([
      [id],
      [],
      [],
      [id],
    ])
    const wrong = await gateway().ask('{ products(filter: { lacksTitleIn: "zh_TW" }) { totalCount } }')
    expect(wrong.errors?.[0]?.message).toMatch(/lacksTitleIn.*BCP 47/)
  })

  it('is changed by one of two who saw the same version', async () => {
    const { id, version } = await product()
    const both = await Promise.all(
      ['Left', 'Right'].map((titleEn) => update({ id, expectedVersion: version, titleEn })),
    )
    expect(both.map(({ userErrors }) => userErrors.map((error) => [error.code, error.field]))).toEqual(
      expect.arrayContaining([[], [['VERSION_CONFLICT', ['expectedVersion']]]]),
    )
    expect(both.filter(({ row }) => row !== null)).toHaveLength(1)
  })

  it('is made once by repeats at the same moment, and a key is not good for something else', async () => {
    const input = { titleEn: 'Once', skus: [sku()], idempotencyKey: v7() }
    const rows = await Promise.all(
      Array.from({ length: 4 }, () => made<Product>('createProduct', 'product', PRODUCT, input)),
    )
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1)
    expect(await refused('createProduct', 'product', { ...input, titleEn: 'Twice' })).toEqual([
      ['IDEMPOTENCY_MISMATCH', 'idempotencyKey'],
    ])
  })

  it('that changes is pushed to those who may see it', async () => {
    const { id, skus } = await product({ status: 'DRAFT', titleEn: 'Secret' })
    const watch = (role: Role) =>
      watching(
        'subscription ($ids: [ID!]) { productChanges(productIds: $ids) { ... on ProductChange { fields product { status } } } }',
        { ids: [id] },
        role,
      )
    const [shopper, operator] = [await watch('anonymous'), await watch('operator')]
    await update({ id, titleEn: 'Still secret' })
    await update({ id, status: 'ACTIVE' })
    await made('updateSku', 'sku', 'id', { id: skus[0]?.id, price: cny('7.00') })
    const published = { fields: ['status'], product: { status: 'ACTIVE' } }
    const priced = { fields: ['skus.price'], product: { status: 'ACTIVE' } }
    expect((await operator.take(3)).map((item) => item.fields)).toEqual([
      ['titleEn'],
      ['status'],
      ['skus.price'],
    ])
    expect(await shopper.take(2)).toEqual([published, priced])
    await Promise.all([shopper.stop(), operator.stop()])
  })
})

describe('the tree of categories', () => {
  it('never becomes a circle, whoever is quicker', async () => {
    const category = (slug: string) => made('saveCategory', 'category', 'id', { slug, nameEn: slug })
    const [left, right] = [await category('left'), await category('right')]
    const put = (id: string, slug: string, parentId: string) =>
      run('saveCategory', 'category', 'id', { id, slug, parentId })
    const both = await Promise.all([put(left.id, 'left', right.id), put(right.id, 'right', left.id)])
    expect(both.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1)
    // What is not named stays; null takes it to the top.
    await made('saveCategory', 'category', 'id', { id: left.id, slug: 'left', nameZh: '左', parentId: null })
    const { category: seen } = await asked<{ category: object }>(
      'query ($id: ID!) { category(id: $id) { name zh: name(locale: "zh") parent { id } } }',
      { id: left.id },
    )
    expect(seen).toEqual({ name: 'left', zh: '左', parent: null })
  })
})

it('a product with nothing on the shelf whose SKU is bought to order is made to order', async () => {
  const { id, skus } = await product({ titleEn: 'On demand' })
  const availability = async () =>
    (
      await asked<{ product: { availability: string } }>(
        'query ($id: ID!) { product(id: $id) { availability } }',
        { id },
        'anonymous',
      )
    ).product.availability
  expect(await availability()).toBe('OUT_OF_STOCK')
  await made('updateSku', 'sku', 'id', { id: skus[0]?.id, buyToOrder: true })
  expect(await availability()).toBe('MADE_TO_ORDER')
  await asked(
    'mutation ($sku: ID!, $hub: ID!, $key: String!) { adjustStock(input: { skuId: $sku, warehouseId: $hub, delta: 4, idempotencyKey: $key }) { userErrors { code } } }',
    { sku: skus[0]?.id, hub: shop.hub.id, key: v7() },
  )
  expect(await availability()).toBe('LOW_STOCK')
})
