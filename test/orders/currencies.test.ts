// By its file: the test runner would otherwise load a second copy, which refuses the schema of the first.
import { graphql } from 'graphql/index.js'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { GraphContext } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import { CURRENCIES } from '../../src/domain/currency.ts'
import { formatAmount } from '../../src/domain/money.ts'
import { viewerOf } from '../../src/domain/viewer.ts'
import { exchangeRateLoader } from '../../src/loaders/exchange-rate.ts'
import { placeOrder } from '../../src/orders/place-order.ts'
import { setExchangeRate } from '../../src/orders/set-exchange-rate.ts'
import type { Database } from '../../src/store/database.ts'
import { embeddedDatabase } from '../support/databases.ts'
import { makeLevel } from '../support/fixtures.ts'
import { ADDRESS, buyer, orderDeps } from '../support/orders.ts'

const CODES = [...CURRENCIES.keys(), 'XXX', 'XTS', 'XAU', 'XDR', 'DEM', 'ANG', 'BGN']

let database: Database
let skuId: string
beforeAll(async () => {
  database = await embeddedDatabase()
  const level = await makeLevel(database.prisma, { onHand: 1_000 })
  skuId = level.skuId
})
afterAll(() => database.close())

it('a price is shown in every currency that a rate can be set for, and an order placed with any number of digits', async () => {
  const { prisma } = database
  const set = new Map<string, boolean>()
  await Promise.all(
    CODES.map(async (currency) => {
      set.set(
        currency,
        (await setExchangeRate(prisma, { currency, rate: '5.5', idempotencyKey: currency }, 'operator:ada'))
          .ok,
      )
    }),
  )
  const taken = [...set].filter(([, ok]) => ok).map(([currency]) => currency)
  expect(taken.sort()).toEqual([...CURRENCIES.keys()].filter((currency) => currency !== 'CNY').sort())

  const { code } = await prisma.sku.findUniqueOrThrow({ where: { id: skuId } })
  const { data, errors } = await graphql({
    schema,
    source: `{ sku(code: "${code}") { ${taken.map((c) => `${c}: price(currency: "${c}") { amount currency }`).join(' ')} } }`,
    contextValue: {
      viewer: viewerOf('customer', 'ada'),
      prisma,
      loaders: { exchangeRate: exchangeRateLoader(prisma), onShow: { load: async () => true } },
    } as unknown as GraphContext,
  })
  expect(errors).toBeUndefined()
  const shown = JSON.parse(JSON.stringify(data?.sku)) as Record<string, { amount: string; currency: string }>
  // 19.90 CNY at 5.5: 109.45, to the digits of each.
  const expected = ['109', '109.4', '109.45', '109.450', '109.4500']
  for (const currency of taken)
    expect(shown[currency], currency).toEqual({ amount: expected[CURRENCIES.get(currency) ?? -1], currency })

  const deps = orderDeps(prisma)
  const ordered = { JPY: '219', MGA: '218.90', MRU: '218.90', USD: '218.90', KWD: '218.900', CLF: '218.9000' }
  for (const currency of Object.keys(ordered)) {
    const input = {
      lines: [{ skuId, quantity: 2 }],
      shippingAddress: ADDRESS,
      currency,
      idempotencyKey: v7(),
    }
    const order = await placeOrder(deps, input, buyer('ada'))
    if (!order.ok) throw new Error(`${currency}: ${JSON.stringify(order.errors)}`)
  }
  const orders = await prisma.order.findMany({ select: { shownCurrency: true, shownTotalMinor: true } })
  expect(
    Object.fromEntries(
      orders.map(({ shownCurrency: currency, shownTotalMinor: minor }) => [
        currency,
        formatAmount({ minor: minor ?? 0n, currency: currency ?? '' }),
      ]),
    ),
  ).toEqual(ordered)
})
