import { expect, it } from 'vitest'
import { reprice } from '../../src/catalogue/prices/reprice.ts'
import { money } from '../../src/domain/money.ts'
import { transaction } from '../../src/store/transaction.ts'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'
import { importDeskOf } from './import-desk.ts'
import { peopleDeskOf } from './people-desk.ts'

const gateway = gatewayOfThisFile({ SEED: 'off' })
const desk = importDeskOf(gateway)
const gid = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

interface Held {
  readonly id: string
  readonly sku: { readonly id: string }
}
const HELD = `{ heldPrices { totalCount nodes { id sku { id } current { amount } proposed { amount } costBefore { amount }
  costNow { amount } rule { name } } } offerAlerts(status: OPEN) { nodes { kind sku { id } limit } } }`
const SAVE = `mutation ($input: SavePriceRuleInput!) { savePriceRule(input: $input) {
  priceRule { id name active markupPercent roundTo holdAbovePercent platform } userErrors { code field } } }`
const DECIDE = `mutation ($input: DecideHeldPriceInput!) { decideHeldPrice(input: $input) {
  sku { id price { amount } } userErrors { code } } }`
const ask = async <Data>(query: string, variables = {}, role: 'operator' | 'analyst' = 'operator') =>
  dataOf(await gateway().ask<Data>(query, variables, role))

it('an item is priced by a rule, its jump is held, and the operator decides', {
  timeout: 90_000,
}, async () => {
  const { prisma } = gateway().database
  const [item] = await desk.shared('TAOBAO')
  expect(await desk.run('importItems', { references: [item?.page] })).toMatchObject({ created: 1 })
  const sku = await prisma.sku.findFirstOrThrow({ orderBy: { id: 'asc' } })
  const cost = sku.costMinor ?? 0n
  const id = gid('Sku', sku.id)
  const priceOf = async () =>
    (
      await ask<{ sku: { price: { amount: string } } }>(
        'query ($id: ID!) { sku(id: $id) { price { amount } } }',
        { id },
      )
    ).sku.price.amount
  const yuan = (minor: bigint) => (Number(minor) / 100).toFixed(2)

  const input = { name: 'Double', markupPercent: '100', holdAbovePercent: '20', platform: 'TAOBAO' }
  expect(await ask(SAVE, { input })).toMatchObject({
    savePriceRule: { priceRule: { ...input, active: true, roundTo: null }, userErrors: [] },
  })
  await until(async () => (await priceOf()) === yuan(2n * cost), 'the rule to be applied')

  // Stands for the next reading of the item.
  await transaction(prisma, (tx) =>
    reprice(tx, [{ skuId: sku.id, cost: money(2n * cost) }], { actor: 'test', source: 'MARKETPLACE' }),
  )
  expect(await priceOf()).toBe(yuan(2n * cost))
  const { heldPrices, offerAlerts } = await ask<{
    heldPrices: { totalCount: number; nodes: Held[] }
    offerAlerts: { nodes: object[] }
  }>(HELD, {}, 'analyst')
  expect(heldPrices).toEqual({
    totalCount: 1,
    nodes: [
      {
        id: expect.any(String),
        sku: { id },
        current: { amount: yuan(2n * cost) },
        proposed: { amount: yuan(4n * cost) },
        costBefore: { amount: yuan(cost) },
        costNow: { amount: yuan(2n * cost) },
        rule: { name: 'Double' },
      },
    ],
  })
  expect(offerAlerts.nodes).toEqual([{ kind: 'PRICE_HELD', sku: { id }, limit: '20' }])

  const decision = { input: { id: heldPrices.nodes[0]?.id, decision: 'ACCEPT' } }
  expect((await gateway().ask(DECIDE, decision, 'analyst')).data).toEqual({ decideHeldPrice: null })
  expect(await ask(DECIDE, decision)).toEqual({
    decideHeldPrice: { sku: { id, price: { amount: yuan(4n * cost) } }, userErrors: [] },
  })
  expect(await ask(DECIDE, decision)).toMatchObject({
    decideHeldPrice: { sku: null, userErrors: [{ code: 'INVALID_TRANSITION' }] },
  })
  expect(await ask(HELD)).toEqual({ heldPrices: { totalCount: 0, nodes: [] }, offerAlerts: { nodes: [] } })
})

const SHOWN = `query ($id: String!, $currency: CurrencyCode) { marketplaceItem(platform: WEIDIAN, externalId: $id) {
  price(currency: $currency) { amount currency } skus { externalSkuId price { amount } } } }`
interface Shown {
  readonly marketplaceItem: {
    readonly price: { readonly amount: string; readonly currency: string }
    readonly skus: readonly { readonly externalSkuId: string; readonly price: { readonly amount: string } }[]
  }
}

it('an item that nobody has ordered is shown for what its order is charged', {
  timeout: 90_000,
}, async () => {
  const { prisma } = gateway().database
  const { externalId } = await desk.oneOf('WEIDIAN', 6)
  const shown = async (currency: string | null = null) =>
    dataOf(await gateway().ask<Shown>(SHOWN, { id: externalId, currency }, 'customer')).marketplaceItem
  const cost = await shown()
  const input = { name: 'Weidian', markupPercent: '150', holdAbovePercent: '10', platform: 'WEIDIAN' }
  expect(await ask(SAVE, { input })).toMatchObject({ savePriceRule: { userErrors: [] } })
  await prisma.exchangeRate.create({ data: { currency: 'USD', rate: '0.1389' } })
  const item = await shown()
  const fen = (amount: string) => BigInt(amount.replace('.', ''))
  expect(fen(item.price.amount)).toBe((fen(cost.price.amount) * 5n + 1n) / 2n)
  const asSeller = await ask<{ marketplaceItem: { cost: { amount: string } } }>(
    'query ($id: String!) { marketplaceItem(platform: WEIDIAN, externalId: $id) { cost { amount } } }',
    { id: externalId },
  )
  expect(asSeller.marketplaceItem.cost.amount).toBe(cost.price.amount)

  const chosen = item.skus.find(({ price }) => price.amount === item.price.amount)
  const order = (expectedPrice: object) =>
    desk.placeLines('lin', [
      {
        quantity: 1,
        item: {
          platform: 'WEIDIAN',
          externalId,
          externalSkuId: chosen?.externalSkuId ?? null,
          expectedPrice,
        },
      },
    ])
  const field = ['lines', '0', 'item', 'expectedPrice']
  expect(await order(cost.price)).toMatchObject({
    order: null,
    userErrors: [{ code: 'PRICE_CHANGED', field }],
  })
  expect(await order({ amount: '1.00', currency: 'EUR' })).toMatchObject({
    order: null,
    userErrors: [{ code: 'INVALID_INPUT', field }],
  })
  for (const price of [item.price, (await shown('USD')).price])
    expect(await order(price)).toMatchObject({ order: { total: item.price }, userErrors: [] })

  // Its seller asks for twice as much: the new price is held, and nothing is sold below its cost meanwhile.
  const sku = await prisma.sku.findFirstOrThrow({
    where: { listings: { some: { externalId, externalSkuId: chosen?.externalSkuId ?? '' } } },
  })
  await transaction(prisma, (tx) =>
    reprice(tx, [{ skuId: sku.id, cost: money(3n * sku.priceMinor) }], {
      actor: 'test',
      source: 'MARKETPLACE',
    }),
  )
  expect(await desk.placeLines('lin', [{ quantity: 1, skuId: gid('Sku', sku.id) }])).toMatchObject({
    order: null,
    userErrors: [{ code: 'PRICE_CHANGED', field: ['lines', '0'] }],
  })
})

it('an import names the rule of its items; a category and a supplier bring theirs', {
  timeout: 90_000,
}, async () => {
  const { prisma } = gateway().database
  const people = peopleDeskOf(gateway)
  const category = async (slug: string, parentId: string | null = null) =>
    (await people.made('saveCategory', 'category', 'id', { slug, nameEn: slug, parentId })).id
  const [gifts, toys, games] = [await category('gifts'), await category('toys'), await category('games')]
  const rule = async (name: string, markupPercent: string, scope: object) =>
    (await people.made('savePriceRule', 'priceRule', 'id', { name, markupPercent, ...scope })).id
  const ofGifts = await rule('Gifts', '900', { categoryId: gifts })
  await rule('Toys', '400', { categoryId: toys })
  await rule('JD', '100', { platform: 'JD' })

  const { externalId, page } = await desk.oneOf('JD', 6)
  const read = async () => {
    const sku = await prisma.sku.findFirstOrThrow({
      where: { listings: { some: { platform: 'JD', externalId } } },
      orderBy: { id: 'asc' },
    })
    return { ...sku, times: Number(sku.priceMinor) / Number(sku.costMinor) }
  }
  expect(await desk.run('importItems', { references: [page] })).toMatchObject({ created: 1 })
  expect((await read()).times).toBe(2)
  const named = { references: [page], priceRuleId: ofGifts }
  expect(await desk.run('importItems', named)).toMatchObject({ updated: 1 })
  expect((await read()).times).toBe(10)
  expect(await desk.run('importItems', named)).toMatchObject({ unchanged: 1 })
  await people.made('archive', 'node', '__typename', { id: ofGifts })
  await until(async () => (await read()).times === 2, 'the rule for all of JD to be back')

  const id = gid('Product', (await read()).productId)
  expect((await people.update({ id, categoryIds: [games] })).userErrors).toEqual([])
  expect((await read()).times).toBe(2)
  expect((await people.update({ id, categoryIds: [toys] })).userErrors).toEqual([])
  expect((await read()).times).toBe(5)
  expect((await people.update({ id, categoryIds: [games] })).userErrors).toEqual([])
  expect((await read()).times).toBe(2)
  await people.made('saveCategory', 'category', 'id', { id: games, slug: 'games', parentId: toys })
  await until(async () => (await read()).times === 5, 'the rule of the category above')
})
