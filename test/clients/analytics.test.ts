import { expect, it } from 'vitest'
import { ask, dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'

const gateway = gatewayOfThisFile()

const SELL_THROUGH = /* GraphQL */ `
  query SellThrough($first: Int, $after: String, $last: Int, $from: DateTime, $to: DateTime) {
    analytics {
      sellThrough(first: $first, after: $after, last: $last, from: $from, to: $to) {
        totalCount
        nodes { sold rate sku { id code product { title } } }
        pageInfo { hasNextPage hasPreviousPage endCursor }
      }
    }
  }
`
const statementsOn = (table: string) => gateway().statements.filter((sql) => sql.includes(table)).length

interface SellThrough {
  analytics: {
    sellThrough: {
      totalCount: number
      nodes: { sold: number; rate: number; sku: { id: string; code: string } }[]
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
    }
  }
}

it('pages through a report, each SKU once, and reads the SKUs of a page together', async () => {
  const codes: string[] = []
  let after: string | null = null
  let pages = 0
  do {
    gateway().statements.length = 0
    const variables: { first: number; after: string | null } = { first: 100, after }
    const data: SellThrough = dataOf<SellThrough>(await gateway().ask(SELL_THROUGH, variables, 'analyst'))
    const { nodes, pageInfo, totalCount } = data.analytics.sellThrough
    codes.push(...nodes.map(({ sku }) => sku.code))
    expect(pageInfo.hasPreviousPage).toBe(pages > 0)
    expect(totalCount).toBeGreaterThan(100)
    expect(statementsOn('stock_movement')).toBe(1)
    expect(statementsOn('"public"."sku"')).toBe(1)
    expect(statementsOn('"public"."product"')).toBeLessThanOrEqual(2)
    if (!pageInfo.hasNextPage) expect(codes).toHaveLength(totalCount)
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    pages++
  } while (after)
  expect(pages).toBeGreaterThan(1)
  expect(new Set(codes).size).toBe(codes.length)
})

it.each([
  ['from', { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }],
  ['from', { from: '2024-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }],
  ['last', { last: 5 }],
  ['after', { after: 'nonsense' }],
])('refuses what is no period or page, and names %s', async (argument, variables) => {
  const { errors } = await gateway().ask(SELL_THROUGH, variables, 'analyst')
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  expect(errors[0]?.message).toContain(argument)
})

it.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['customer', 'FORBIDDEN'],
  ['supplier', 'FORBIDDEN'],
] as const)('is not for the role %s', async (role, code) => {
  const { errors } = await gateway().ask('{ analytics { stockValueByWarehouse { onHand } } }', {}, role)
  expect(errors.map(({ extensions }) => extensions?.code)).toEqual([code])
})

it('counts reports as dear: more of them than one may ask for at once are refused', async () => {
  const report = 'purchasePriceSpread(first: 100) { nodes { sku { stockLevels { id } listings { id } } } }'
  const aliases = Array.from({ length: 40 }, (_, index) => `r${index}: ${report}`).join(' ')
  const answer = await ask<unknown>(gateway().graph, {
    query: `{ analytics { ${aliases} } }`,
    authorization: await gateway().authorization('analyst'),
  })
  expect(answer.errors[0]?.extensions?.code).toBe('LIMIT_EXCEEDED')
})
