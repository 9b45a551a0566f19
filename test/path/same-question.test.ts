import { describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from './support/gateway.ts'
import { metric } from './support/stock.ts'

const gateway = gatewayOfThisFile({ ROLE: 'gateway' })
const compiledQueries = () => metric(gateway().url, 'haitao_query_compiled_total')
const ask = (query: string, variables = {}) => gateway().ask<unknown>(query, variables)

/** The general executor's answer, and the compiled one of the third time. */
async function answers(query: string, variables = {}) {
  const general = await ask(query, variables)
  await ask(query, variables)
  return [general, await ask(query, variables)]
}

describe('one question in two forms has one answer, compiled or not', () => {
  it.each<[string, string, string]>([
    [
      'fields merged from three places',
      '{ products(first: 2) { nodes { id skus { code } } } }',
      '{ products(first: 2) { nodes { id } nodes { skus { code } } ... on ProductConnection { nodes { id } } } }',
    ],
    [
      'the default of a variable',
      '{ products(first: 2) { nodes { id } } }',
      'query ($n: Int = 2) { products(first: $n) { nodes { id } } }',
    ],
    [
      'what is left out',
      '{ products(first: 2) { nodes { id } } }',
      'query ($x: Boolean = false) { products(first: 2) { nodes { id title @include(if: $x) ... @skip(if: true) { skus { id } } } } }',
    ],
    [
      '@skip and @include on one field',
      '{ viewer { role } }',
      'query ($a: Boolean! = true) { viewer { role subject @include(if: $a) @skip(if: $a) } }',
    ],
    [
      'a fragment on the interface',
      '{ a: __typename products(first: 1) { nodes { id title } } }',
      '{ a: __typename products(first: 1) { nodes { ... on Node { id } ...T } } } fragment T on Product { title }',
    ],
  ])('%s', async (_what, one, other) => {
    const before = await compiledQueries()
    const all = [...(await answers(one)), ...(await answers(other))]
    expect(all[0]).toMatchObject({ status: 200, errors: [] })
    for (const answer of all) expect(answer).toEqual(all[0])
    expect(await compiledQueries()).toBeGreaterThanOrEqual(before + 2)
  })

  it('names of types at every level', async () => {
    const query =
      '{ __typename t: __typename products(first: 1) { __typename nodes { __typename } pageInfo { __typename } } }'
    for (const { data } of await answers(query))
      expect(data).toEqual({
        __typename: 'Query',
        t: 'Query',
        products: {
          __typename: 'ProductConnection',
          nodes: [{ __typename: 'Product' }],
          pageInfo: { __typename: 'PageInfo' },
        },
      })
  })
})

describe('is refused each time, and never compiled:', () => {
  it.each([
    ['one name for two arguments', '{ a: product(id: "x") { id } a: product(id: "y") { id } }'],
    ['a fragment in itself', '{ ...A } fragment A on Query { viewer { role } ...A }'],
    [
      'two fragments in each other',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { role } }',
    ],
    ['two operations without a name', 'query A { viewer { role } } query B { viewer { subject } }'],
    ['51 aliases', `{ ${Array.from({ length: 51 }, (_, i) => `a${i}: __typename`).join(' ')} }`],
  ])('%s', async (_what, query) => {
    const before = await compiledQueries()
    const [first, third] = await answers(query)
    expect(first?.data ?? null).toBeNull()
    expect(first?.errors.length).toBeGreaterThan(0)
    expect(third).toEqual(first)
    expect(await compiledQueries()).toBe(before)
  })
})
