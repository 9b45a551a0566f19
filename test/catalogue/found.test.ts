import { beforeAll, describe, expect, it } from 'vitest'
import { deskOf } from '../orders/desk.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { type Product, peopleDeskOf } from './people-desk.ts'

// No product: people make all of them, through the graph alone, and shoppers find them.
const gateway = gatewayOfThisFile({ SEED: 'off', BEST_SELLERS_SECONDS: '1' })
const { asked, made, product, sku, cny, openShop } = peopleDeskOf(gateway)
const desk = deskOf(gateway)

interface Page {
  readonly products: {
    readonly totalCount: number
    readonly nodes: readonly { readonly id: string; readonly title: string }[]
    readonly pageInfo: {
      readonly hasNextPage: boolean
      readonly endCursor: string | null
      readonly startCursor: string | null
    }
    readonly edges: readonly { readonly cursor: string }[]
  }
}
const PAGE = `query ($filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String, $last: Int, $before: String) {
  products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { id title } edges { cursor } pageInfo { hasNextPage startCursor endCursor } } }`
const page = async (variables: object) => (await asked<Page>(PAGE, variables, 'anonymous')).products
const titles = ({ nodes }: Page['products']) => nodes.map(({ title }) => title)
const found = async (filter: object, sort?: string) => titles(await page({ filter, sort, first: 50 }))

const FACETS = `query ($filter: ProductFilter, $locale: String) { products(filter: $filter) { facets {
  kind name label(locale: $locale) values { value label(locale: $locale) count } } } }`
interface Facets {
  readonly products: {
    readonly facets: readonly {
      readonly kind: string
      readonly name: string
      readonly label: string
      readonly values: readonly { readonly value: string; readonly label: string; readonly count: number }[]
    }[]
  }
}
const facets = async (filter: object | null, locale = 'en') =>
  (await asked<Facets>(FACETS, { filter, locale }, 'anonymous')).products.facets
const countsOf = (some: Awaited<ReturnType<typeof facets>>) =>
  Object.fromEntries(
    some.map(({ label, values }) => [
      label,
      Object.fromEntries(values.map((value) => [value.label, value.count])),
    ]),
  )

let shop: Awaited<ReturnType<typeof openShop>>
let teapot: Product
beforeAll(async () => {
  shop = await openShop()
  const coloured = (price: string, colour: string, openingStock: object[] = []) =>
    sku({ price: cny(price), attributes: [{ name: 'Colour', value: colour }], openingStock })
  const stock = (quantity: number) => [{ warehouseId: shop.hub.id, quantity }]
  await product({
    titleEn: 'Green tea, early spring',
    titleZh: '明前龙井茶叶',
    categoryIds: [shop.tea.id],
    skus: [coloured('88.00', 'Green', stock(20)), coloured('30.00', 'White')],
  })
  teapot = await product({
    titleEn: 'Teapot of clay',
    titleZh: '紫砂茶壶',
    categoryIds: [shop.drinks.id],
    skus: [coloured('120.00', 'Red', stock(3))],
  })
  await product({ titleEn: 'Porcelain plate', titleZh: '瓷盘', skus: [coloured('45.50', 'White')] })
  await product({
    titleEn: 'Lantern',
    titles: [{ locale: 'th', text: 'โคมไฟกระดาษ' }],
    skus: [coloured('45.50', 'Red')],
  })
  await product({ titleEn: 'Secret lantern', status: 'DRAFT' })
})

describe('a search', () => {
  it.each([
    ['龙井', 'Green tea, early spring'],
    ['茶壶', 'Teapot of clay'],
    ['porcelian', 'Porcelain plate'],
    ['lantrn', 'Lantern'],
    ['กระดาษ', 'Lantern'],
  ])('finds %s', async (search, title) => {
    const answer = await page({ filter: { search } })
    expect(titles(answer)).toEqual([title])
    expect(answer.totalCount).toBe(1)
  })

  it('ranks whole words before beginnings of words', async () => {
    expect(await found({ search: 'tea' })).toEqual(['Green tea, early spring', 'Teapot of clay'])
    expect(await found({ search: '茶' }, 'TITLE')).toEqual(['Green tea, early spring', 'Teapot of clay'])
    expect(await found({ search: 'porcelian tea' })).toEqual([])
  })
})

describe('a filter', () => {
  it('takes a range of prices, in other currencies as they are shown', async () => {
    expect(await found({ price: { min: '40', max: '45.50' } })).toEqual(['Porcelain plate', 'Lantern'])
    expect(await found({ price: { max: '30.00' } })).toEqual(['Green tea, early spring'])
    await made('setExchangeRate', 'exchangeRate', 'currency', {
      currency: 'JPY',
      rate: '20',
      idempotencyKey: 'jpy',
    })
    expect(await found({ price: { min: '910', max: '910', currency: 'JPY' } })).toEqual([
      'Porcelain plate',
      'Lantern',
    ])
    expect(await found({ price: { min: '911', currency: 'JPY' } })).toEqual(['Teapot of clay'])
  })

  it.each([
    [{ price: { min: '2', max: '1' } }, 'filter.price.max'],
    [{ price: { min: '-1' } }, 'filter.price.min'],
    [{ price: { max: '1.001' } }, 'filter.price.max'],
    [{ price: { min: '1', currency: 'CHF' } }, 'filter.price.currency'],
    [{ attributes: Array.from({ length: 21 }, () => ({ name: 'a', values: ['b'] })) }, 'filter.attributes'],
  ])('that is wrong names its field: %j', async (filter, argument) => {
    const { errors } = await gateway().ask(PAGE, { filter }, 'anonymous')
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument } })
  })

  it('takes attributes, and all conditions at once', async () => {
    const white = [{ name: 'Colour', values: ['White'] }]
    expect(await found({ attributes: white })).toEqual(['Green tea, early spring', 'Porcelain plate'])
    expect(
      await found({
        attributes: white,
        categoryIds: [shop.drinks.id],
        search: '茶',
        availability: 'IN_STOCK',
        price: { max: '100' },
      }),
    ).toEqual(['Green tea, early spring'])
    expect(await found({ attributes: white, availability: 'LOW_STOCK' })).toEqual([])
  })
})

describe('facets', () => {
  it('count the whole list, in the language asked for', async () => {
    const all = await facets(null)
    expect(countsOf(all)).toEqual({
      Category: { Drinks: 2, Tea: 1 },
      Availability: { 'In stock': 1, 'Low stock': 1, 'Out of stock': 2 },
      Colour: { White: 2, Red: 2, Green: 1 },
    })
    expect(all.map(({ kind, name }) => [kind, name])).toEqual([
      ['CATEGORY', 'categoryIds'],
      ['AVAILABILITY', 'availability'],
      ['ATTRIBUTE', 'Colour'],
    ])
    expect(countsOf(await facets(null, 'zh'))).toMatchObject({
      分类: { 饮品: 2 },
      库存: { 有货: 1, 库存紧张: 1, 缺货: 2 },
    })
    expect(countsOf(await facets(null, 'fr')).Category).toEqual({ Drinks: 2, Thé: 1 })
  })

  it('have values that the filter takes, and are counted without their own condition', async () => {
    const [category] = await facets(null)
    const drinks = category?.values.find(({ label }) => label === 'Drinks')
    const within = { categoryIds: [drinks?.value], attributes: [{ name: 'Colour', values: ['Red'] }] }
    expect(await found(within)).toEqual(['Teapot of clay'])
    expect(countsOf(await facets(within))).toEqual({
      Category: { Drinks: 1 },
      Availability: { 'Low stock': 1 },
      Colour: { Green: 1, Red: 1, White: 1 },
    })
    expect(countsOf(await facets({ search: 'lantrn' }))).toEqual({
      Availability: { 'Out of stock': 1 },
      Colour: { Red: 1 },
    })
  })
})

describe('every order', () => {
  it.each([
    ['NEWEST', ['Lantern', 'Porcelain plate', 'Teapot of clay', 'Green tea, early spring']],
    ['PRICE_ASC', ['Green tea, early spring', 'Porcelain plate', 'Lantern', 'Teapot of clay']],
    ['PRICE_DESC', ['Teapot of clay', 'Lantern', 'Porcelain plate', 'Green tea, early spring']],
    ['TITLE', ['Green tea, early spring', 'Lantern', 'Porcelain plate', 'Teapot of clay']],
    [null, ['Green tea, early spring', 'Teapot of clay', 'Porcelain plate', 'Lantern']],
  ])('%s is the same in pages, from either end', async (sort, expected) => {
    const forward = [await page({ sort, first: 3 })]
    expect(forward[0]?.pageInfo.hasNextPage).toBe(true)
    expect(forward[0]?.pageInfo.endCursor).toBe(forward[0]?.edges.at(-1)?.cursor)
    forward.push(await page({ sort, first: 3, after: forward[0]?.pageInfo.endCursor }))
    expect(forward.flatMap(titles)).toEqual(expected)
    expect(forward[1]).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: false } })
    const last = await page({ sort, last: 3 })
    const before = await page({ sort, last: 3, before: last.pageInfo.startCursor })
    expect([...titles(before), ...titles(last)]).toEqual(expected)
  })

  it('refuses the cursor of another one', async () => {
    const { pageInfo } = await page({ sort: 'TITLE', first: 1 })
    const { errors } = await gateway().ask(PAGE, { sort: 'NEWEST', after: pageInfo.endCursor }, 'anonymous')
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } })
  })

  it('BEST_SELLING has what was paid for first', async () => {
    const [line] = teapot.skus
    const { order } = await desk.placeLines('lin', [{ skuId: line?.id, quantity: 2 }])
    if (!order) throw new Error('it was placed')
    await desk.tell(desk.payment(order))
    await expect
      .poll(() => found({}, 'BEST_SELLING'), { timeout: 60_000 })
      .toEqual(['Teapot of clay', 'Lantern', 'Porcelain plate', 'Green tea, early spring'])
  })

  it('goes on where it was when a product has become dearer meanwhile', async () => {
    const first = await page({ sort: 'PRICE_ASC', first: 2 })
    const { id } = first.nodes[1] ?? { id: '' }
    const [dearer] = (
      await asked<{ product: { skus: { id: string }[] } }>(
        'query ($id: ID!) { product(id: $id) { skus { id } } }',
        {
          id,
        },
      )
    ).product.skus
    await made('updateSku', 'sku', 'id', { id: dearer?.id, price: cny('999') })
    const next = await page({ sort: 'PRICE_ASC', first: 2, after: first.pageInfo.endCursor })
    expect(titles(next)).toEqual(['Lantern', 'Teapot of clay'])
    expect(await found({}, 'PRICE_DESC')).toEqual([
      'Porcelain plate',
      'Teapot of clay',
      'Lantern',
      'Green tea, early spring',
    ])
  })
})
