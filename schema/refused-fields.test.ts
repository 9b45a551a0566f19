import { graphql } from 'graphql/index.js'
import { describe, expect, it } from 'vitest'
import { viewerOf } from '../src/domain/viewer.ts'
import type { GraphContext } from './context.ts'
import { schema } from './index.ts'

async function ask(source: string, context: object) {
  const { data, errors = [] } = await graphql({ schema, source, contextValue: context as GraphContext })
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]),
  }
}

describe('a refused root field', () => {
  it('leaves the answers of those beside it', async () => {
    const source = `{ orders(first: 1) { totalCount } products(first: 101) { totalCount } viewer { role }
      systemStatus { healthy } shops { id } skus(codes: [${'"x", '.repeat(101)}]) { id } }`
    expect(await ask(source, { viewer: viewerOf('anonymous') })).toEqual({
      data: {
        orders: null,
        products: null,
        viewer: { role: 'ANONYMOUS' },
        systemStatus: null,
        shops: null,
        skus: null,
      },
      errors: [
        ['orders', 'UNAUTHENTICATED'],
        ['products', 'BAD_USER_INPUT'],
        ['systemStatus', 'UNAUTHENTICATED'],
        ['shops', 'UNAUTHENTICATED'],
        ['skus', 'BAD_USER_INPUT'],
      ],
    })
  })

  it('of a mutation leaves the other mutations of the same operation', async () => {
    const source = `mutation {
      first: acknowledgeAlert(input: { id: "x" }) { userErrors { code } }
      second: notifyWhenBack(input: { skuId: "x" }) { userErrors { code } query { viewer { role } systemStatus { healthy } } }
    }`
    expect(await ask(source, { viewer: viewerOf('customer', 'ada'), alerts: {} })).toEqual({
      data: {
        first: null,
        second: {
          userErrors: [{ code: 'INVALID_INPUT' }],
          query: { viewer: { role: 'CUSTOMER' }, systemStatus: null },
        },
      },
      errors: [
        ['first', 'FORBIDDEN'],
        ['second.query.systemStatus', 'FORBIDDEN'],
      ],
    })
  })

  it('can be any that needs a token or takes arguments', () => {
    const always = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
      String(type).endsWith('!'),
    )
    expect(always.map(({ name }) => name)).toEqual(
      ['viewer', 'exchangeRates', 'warehouses', 'categories'].toSorted(),
    )
    // A switch is never refused.
    expect(always.flatMap(({ args }) => args.map(({ type }) => String(type)))).toEqual(['Boolean', 'Boolean'])
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
    expect(mutations.filter(({ type }) => String(type).endsWith('!'))).toEqual([])
    expect(mutations.length).toBeGreaterThan(30)
  })
})

it('every mutation takes one input and has a payload of its own', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  const shapes = mutations.map(
    ({ name, args, type }) => `${name}(${args.map((arg) => `${arg.name}: ${arg.type}`)}): ${type}`,
  )
  expect(shapes).toEqual(
    mutations.map(({ name }) => {
      const own = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
      return `${name}(input: ${own}Input!): ${own}Payload`
    }),
  )
})
