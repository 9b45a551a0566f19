// By its file: the test runner would otherwise load a second copy, which refuses the schema of the first.
import { graphql } from 'graphql/index.js'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Role, viewerOf } from '../../src/domain/viewer.ts'
import { exchangeRateLoader } from '../../src/loaders/exchange-rate.ts'
import { setExchangeRate } from '../../src/orders/set-exchange-rate.ts'
import type { Database } from '../../src/store/database.ts'
import { embeddedDatabase } from '../../test/support/databases.ts'
import { makeSku } from '../../test/support/fixtures.ts'
import type { GraphContext } from '../context.ts'
import { schema } from '../index.ts'

const statements: string[] = []
let database: Database
let code: string

beforeAll(async () => {
  database = await embeddedDatabase((sql) => statements.push(sql))
  for (let product = 0; product < 3; product++) {
    const { skuId } = await makeSku(database.prisma)
    code = (await database.prisma.sku.findUniqueOrThrow({ where: { id: skuId } })).code
  }
})
afterAll(() => database.close())
beforeEach(() => statements.splice(0))

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any query
  readonly data: any
  readonly errors: readonly { readonly code: unknown; readonly message: string }[]
}

async function ask(source: string, role: Role = 'customer'): Promise<Answer> {
  const { prisma } = database
  const context = {
    viewer: viewerOf(role, 'ada'),
    prisma,
    loaders: { exchangeRate: exchangeRateLoader(prisma), onShow: { load: async () => true } },
    orders: {
      setExchangeRate: (input: unknown, actor: string) => setExchangeRate(prisma, input, actor),
    },
  } as unknown as GraphContext
  const { data, errors = [] } = await graphql({ schema, source, contextValue: context })
  return {
    data,
    errors: errors.map(({ extensions, message }) => ({ code: extensions.code, message })),
  }
}

const set = (currency: string, rate: string, role: Role = 'operator') =>
  ask(
    `mutation { setExchangeRate(input: { currency: "${currency}", rate: "${rate}", idempotencyKey: "${v7()}" }) {
      exchangeRate { currency rate updatedBy } userErrors { code field message }
    } }`,
    role,
  )

describe('prices in another currency', () => {
  it('follow the rate that operators set, in the digits of the currency', async () => {
    const { data } = await set('JPY', '21.5')
    expect(data.setExchangeRate).toEqual({
      exchangeRate: { currency: 'JPY', rate: '21.5', updatedBy: 'operator:ada' },
      userErrors: [],
    })
    await set('USD', '0.1389')
    const query = `{ sku(code: "${code}") { cny: price { amount currency }
      same: price(currency: "CNY") { amount } yen: price(currency: "JPY") { amount currency }
      dollars: price(currency: "USD") { amount currency } } }`
    expect((await ask(query)).data.sku).toEqual({
      cny: { amount: '19.90', currency: 'CNY' },
      same: { amount: '19.90' },
      yen: { amount: '428', currency: 'JPY' },
      dollars: { amount: '2.76', currency: 'USD' },
    })
    await set('JPY', '20')
    expect((await ask(query)).data.sku.yen).toEqual({ amount: '398', currency: 'JPY' })
  })

  it('are converted by both rates where the price is in a foreign currency', async () => {
    await set('JPY', '20')
    await set('USD', '0.1389')
    const { skuId } = await makeSku(database.prisma)
    const { code: foreign } = await database.prisma.sku.update({
      where: { id: skuId },
      data: { priceMinor: 276n, currency: 'USD', costMinor: 1500n, costCurrency: 'CNY' },
    })
    const query = `{ sku(code: "${foreign}") { price { amount currency } cost { amount currency }
      cny: price(currency: "CNY") { amount } yen: price(currency: "JPY") { amount currency } } }`
    expect((await ask(query, 'operator')).data.sku).toEqual({
      price: { amount: '2.76', currency: 'USD' },
      cost: { amount: '15.00', currency: 'CNY' },
      cny: { amount: '19.87' },
      yen: { amount: '397', currency: 'JPY' },
    })
    await database.prisma.sku.delete({ where: { id: skuId } })
    await database.prisma.product.deleteMany({ where: { skus: { none: {} } } })
  })

  it('are compared by what they are worth where the SKUs of a product have several currencies', async () => {
    await set('JPY', '20')
    const { productId } = await makeSku(database.prisma)
    const sku = (priceMinor: bigint, currency: string) =>
      database.prisma.sku.create({ data: { code: v7(), productId, titleZh: '红', priceMinor, currency } })
    // 15 yuan, which are 300 yen; 400 yen are 20 yuan; nobody knows what a rial is worth.
    await sku(1_500n, 'CNY')
    await sku(400n, 'JPY')
    await sku(1n, 'OMR')
    await database.prisma.sku.updateMany({
      where: { productId, priceMinor: { notIn: [1_500n, 400n, 1n] } },
      data: { status: 'ARCHIVED' },
    })
    const { data } = await ask(`{ product(id: "${btoa(`Product:${productId}`)}") {
      price { amount currency } range: priceRange { min { amount currency } max { amount currency } }
      yen: priceRange(currency: "JPY") { min { amount } max { amount } } } }`)
    expect(data.product).toEqual({
      price: { amount: '15.00', currency: 'CNY' },
      range: { min: { amount: '15.00', currency: 'CNY' }, max: { amount: '400', currency: 'JPY' } },
      yen: { min: { amount: '300' }, max: { amount: '400' } },
    })
    await database.prisma.sku.deleteMany({ where: { productId } })
    await database.prisma.product.delete({ where: { id: productId } })
  })

  it('read the rates in one statement, whatever the number of prices and currencies', async () => {
    await set('JPY', '20')
    await set('USD', '0.1389')
    statements.splice(0)
    const { data } = await ask(`{ products { nodes { price(currency: "JPY") { amount }
      skus { yen: price(currency: "JPY") { amount } dollars: price(currency: "USD") { amount } } } } }`)
    expect(data.products.nodes).toHaveLength(3)
    for (const { price, skus } of data.products.nodes) {
      expect(price).toEqual({ amount: '398' })
      expect(skus).toEqual([{ yen: { amount: '398' }, dollars: { amount: '2.76' } }])
    }
    expect(statements.filter((sql) => sql.includes('exchange_rate'))).toHaveLength(1)
  })

  it.each(['XYZ', 'EUR', 'usd', ''])('name the argument for %j, which has no rate', async (currency) => {
    const { data, errors } = await ask(
      `{ sku(code: "${code}") { code price(currency: "${currency}") { amount } } }`,
    )
    expect(data.sku).toEqual({ code, price: null })
    expect(errors).toEqual([
      { code: 'BAD_USER_INPUT', message: expect.stringMatching(/^currency: .*exchange rate/) },
    ])
  })
})

describe('setExchangeRate', () => {
  it.each([
    ['CNY', '1', 'currency'],
    ['XYZ', '1', 'currency'],
    ['usd', '1', 'currency'],
    ['USD', '0', 'rate'],
    ['USD', '0.00', 'rate'],
    ['USD', '-1', 'rate'],
    ['USD', '12345678901', 'rate'],
  ])('refuses %s at %s, naming the %s', async (currency, rate, field) => {
    const { data } = await set(currency, rate)
    expect(data.setExchangeRate).toMatchObject({
      exchangeRate: null,
      userErrors: [{ code: 'INVALID_INPUT', field: [field] }],
    })
  })

  it('is for operators; everybody may read the rates, but not who set them', async () => {
    expect((await set('USD', '1', 'customer')).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await ask('{ exchangeRates { currency } }')).data.exchangeRates).toEqual([
      { currency: 'JPY' },
      { currency: 'USD' },
    ])
    expect((await ask('{ exchangeRates { updatedBy } }')).errors[0]).toMatchObject({ code: 'FORBIDDEN' })
  })
})
