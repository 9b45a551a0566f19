import { expect, it } from 'vitest'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { untilSubscribed } from '../path/support/stock.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { shopDesk } from '../shops/shop-desk.ts'
import { until } from '../support/until.ts'
import { importDeskOf } from './import-desk.ts'
import { peopleDeskOf } from './people-desk.ts'
import { twentyTexts } from './twenty-texts.ts'

// An empty database. The sandbox stands for the platforms and the provider of item data; what is ours is asked for and
// changed over the public graph alone, as docs/how-to/first-shop.md says.
const gateway = gatewayOfThisFile({
  SEED: 'off',
  ITEM_WATCH_OPEN_MINUTES: '1',
  ITEM_CALLS_PER_ADDRESS: '100',
})
const desk = importDeskOf(gateway)
const people = peopleDeskOf(gateway)
const shops = shopDesk(gateway)

interface Amount {
  readonly amount: string
  readonly currency: string
}
interface FacetRow {
  readonly name: string
  readonly values: readonly { readonly value: string; readonly label: string; readonly count: number }[]
}
interface Page {
  readonly products: {
    readonly totalCount: number
    readonly nodes: readonly {
      readonly id: string
      readonly title: string
      readonly price: Amount
      readonly availability: string
    }[]
    readonly facets: readonly FacetRow[]
  }
}
const PAGE = `query ($filter: ProductFilter, $sort: ProductSort) { products(first: 100, filter: $filter, sort: $sort) {
  totalCount nodes { id title(locale: "zh") price { amount currency } availability }
  facets { name values { value label(locale: "en") count } } } }`
const asCustomer = async <Data>(query: string, variables = {}) =>
  dataOf(await gateway().ask<Data>(query, variables, 'customer'))
const listed = async (filter: object, sort: string | null = null) =>
  (await asCustomer<Page>(PAGE, { filter, sort })).products
const facet = (facets: readonly FacetRow[], name: string) =>
  Object.fromEntries(
    facets.find((one) => one.name === name)?.values.map(({ value, count }) => [value, count]) ?? [],
  )
const fen = ({ amount }: Amount) => BigInt(amount.replace('.', ''))

it('a company fills its shop from nothing, and a customer orders what was never in it', {
  timeout: 600_000,
}, async () => {
  expect(await listed({})).toEqual({ totalCount: 0, nodes: [], facets: [] })

  const hub = await people.made('createWarehouse', 'warehouse', 'id', {
    code: 'HUB',
    name: 'Guangzhou hub',
    country: 'CN',
  })
  const category = await people.made('saveCategory', 'category', 'id', { slug: 'finds', nameEn: 'Finds' })
  const rule = (input: object) => people.made('savePriceRule', 'priceRule', 'id', input)
  await rule({ name: 'All', markupPercent: '20', minMarginPercent: '10', holdAbovePercent: '50' })
  await rule({ name: 'Finds', markupPercent: '100', categoryId: category.id })

  // A customer orders an item, and does not pay yet: it is read again within minutes, while all the rest is done.
  const { externalId } = await desk.oneOf('WEIDIAN', 7)
  const { marketplaceItem } = await asCustomer<{ marketplaceItem: { skus: { externalSkuId: string }[] } }>(
    'query ($id: String!) { marketplaceItem(platform: WEIDIAN, externalId: $id) { skus { externalSkuId } } }',
    { id: externalId },
  )
  const externalSkuId = marketplaceItem.skus[0]?.externalSkuId
  const unpaid = await desk.placeLines('lin', [
    { quantity: 1, item: { platform: 'WEIDIAN', externalId, externalSkuId } },
  ])
  expect(unpaid.userErrors).toEqual([])
  await desk.control('stock', { platform: 'WEIDIAN', externalSkuId, priceFen: 100 })

  // A shop of ours is linked and imported, with its stock.
  await shops.link('TAOBAO')
  const shop = await shops.shop('TAOBAO')
  const ofShop = await desk.run('importListings', { shopId: shop.id, publish: true, warehouseId: hub.id })
  expect(ofShop).toMatchObject({ status: 'SUCCEEDED', failed: 0 })
  expect(ofShop.created).toBeGreaterThan(100)

  // Items of other sellers come from anything people paste.
  const texts = await twentyTexts(desk)
  const pasted = await desk.run('importItems', {
    references: texts.map(({ text }) => text),
    categoryId: category.id,
    publish: true,
  })
  expect(pasted).toMatchObject({ status: 'SUCCEEDED', total: 20, created: 20, failed: 0 })

  // Both are found, with counts over all of it.
  const all = await listed({})
  expect(all.totalCount).toBe(ofShop.created + 20)
  expect(facet(all.facets, 'availability')).toMatchObject({ MADE_TO_ORDER: 20 })
  const finds = await listed({ categoryIds: [category.id] }, 'PRICE_ASC')
  expect(finds.totalCount).toBe(20)
  const prices = finds.nodes.map(({ price }) => fen(price))
  expect(prices).toEqual(prices.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
  const platforms = new Map<string, number>()
  for (const { item } of texts) {
    const [platform = ''] = item.split(':')
    platforms.set(platform, (platforms.get(platform) ?? 0) + 1)
  }
  expect(facet(finds.facets, 'platforms')).toEqual(Object.fromEntries(platforms))
  const [cheapest] = finds.nodes
  if (!cheapest) throw new Error('twenty are there')
  const word = cheapest.title.match(/\p{Script=Han}{2,}/u)?.[0].slice(0, 2) ?? cheapest.title
  expect((await listed({ search: word })).nodes.map(({ id }) => id)).toContain(cheapest.id)
  const dear = { price: { min: cheapest.price.amount, max: cheapest.price.amount } }
  for (const { price } of (await listed({ ...dear, categoryIds: [category.id] })).nodes)
    expect(price).toEqual(cheapest.price)

  // A customer pastes a link of something else, and orders it for what he was shown.
  const other = await desk.oneOf('TAOBAO', 9)
  const { resolveItem } = await asCustomer<{
    resolveItem: {
      item: {
        price: Amount
        product: { id: string } | null
        skus: { externalSkuId: string; price: Amount; quantity: number }[]
      }
    }
  }>(
    `query ($text: String!) { resolveItem(text: $text) { item { price { amount currency } product { id }
      skus { externalSkuId price { amount currency } quantity } } } }`,
    { text: other.text },
  )
  const { item } = resolveItem
  expect(item.product).toBeNull()
  const choice = item.skus.at(-1)
  const expectedPrice = choice?.price ?? item.price
  const { order, userErrors } = await desk.placeLines('lin', [
    {
      quantity: 2,
      item: {
        platform: 'TAOBAO',
        externalId: other.externalId,
        externalSkuId: choice?.externalSkuId ?? null,
        expectedPrice,
      },
    },
  ])
  expect(userErrors).toEqual([])
  if (!order) throw new Error('it was placed')
  expect(fen(order.total)).toBe(2n * fen(expectedPrice))
  expect(await desk.tell(desk.payment(order))).toMatchObject({ status: 200 })
  expect(await desk.reaches(order.id, 'PURCHASED')).toMatchObject({
    purchases: [{ status: 'PAID', externalId: expect.any(String) }],
  })
  expect((await listed({})).totalCount).toBe(ofShop.created + 20)

  // Upstream the shop sells a unit and its price changes: ours follow.
  const ours = `query ($after: String) { products(first: 100, after: $after, filter: { platforms: [TAOBAO], availability: IN_STOCK }) {
    nodes { skus { id price { amount currency } available
      listings { externalSkuId platform quantity price { amount currency } } } } } }`
  interface Sku {
    readonly id: string
    readonly price: Amount
    readonly available: number
    readonly listings: readonly {
      readonly externalSkuId: string
      readonly quantity: number
      readonly price: Amount
    }[]
  }
  const { products } = await people.asked<{ products: { nodes: { skus: Sku[] }[] } }>(ours)
  const sku = products.nodes.flatMap(({ skus }) => skus).find(({ available }) => available > 5)
  const listing = sku?.listings[0]
  if (!sku || !listing) throw new Error('the shop has stock')
  const changes = overWebSocket<{ product?: { id: string }; fields?: readonly string[] }>(gateway().graph, {
    query: 'subscription { productChanges { ... on ProductChange { fields } } }',
    authorization: await gateway().authorization('operator'),
  })
  await untilSubscribed(gateway().url, 1)
  await desk.control('stock', {
    platform: 'TAOBAO',
    externalSkuId: listing.externalSkuId,
    priceFen: Number((fen(listing.price) * 11n) / 10n),
    quantity: listing.quantity + 7,
  })
  const sync = `mutation ($id: ID!, $kind: SyncKind!) { triggerSync(input: { shopId: $id, kind: $kind }) {
    run { id } userErrors { message } } }`
  for (const kind of ['PRODUCTS', 'STOCK'])
    expect(await people.asked(sync, { id: shop.id, kind })).toMatchObject({
      triggerSync: { userErrors: [] },
    })
  const now = async () =>
    (
      await people.asked<{ sku: Sku }>(
        `query ($id: ID!) { sku(id: $id) { id price { amount currency } available listings { externalSkuId quantity price { amount currency } } } }`,
        { id: sku.id },
      )
    ).sku
  await until(async () => {
    const { price, listings } = await now()
    return fen(price) > fen(sku.price) && listings[0]?.quantity === listing.quantity + 7
  }, 'price and stock of the shop to be followed')
  await until(
    () => changes.items.some(({ fields }) => fields?.includes('skus.price')),
    'the change to be pushed',
  )
  await changes.stop()

  // So does the item that was ordered and not paid.
  const costNow = async () =>
    (
      await people.asked<{ order: { lines: { sku: { cost: Amount } }[] } }>(
        'query ($id: ID!) { order(id: $id) { lines { sku { cost { amount currency } } } } }',
        { id: unpaid.order?.id },
      )
    ).order.lines[0]?.sku.cost.amount
  await until(async () => (await costNow()) === '1.00', 'the ordered item to be read again', 180_000)
})
