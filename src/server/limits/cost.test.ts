import { buildSchema, getOperationAST, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from '../../../schema/index.ts'
import { CATALOGUE, STOCK_CHANGES } from '../graphiql/example-documents.ts'
import { costOf } from './cost.ts'
import { LIMITS } from './limits.ts'

function cost(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text)
  expect(validate(schema, document)).toEqual([])
  const operation = getOperationAST(document)
  if (!operation) throw new Error('one operation per text')
  return costOf(schema, document, operation, variables)
}
const points = (text: string, variables?: Record<string, unknown>) => cost(text, variables).points

describe('the cost of an operation', () => {
  it('is the objects its answer may hold, connections by their page', () => {
    // The operation, the connection, five products.
    expect(points('{ products(first: 5) { nodes { id title } } }')).toBe(1 + 1 + 5)
    expect(points('{ products { nodes { id } } }')).toBe(1 + 1 + 20)
    expect(points('{ products(last: 7) { edges { node { id } } } }')).toBe(1 + 1 + 7 * 2)
  })

  it('multiplies a connection inside a connection', () => {
    const movements = (products: number, each: number) =>
      points(`{ products(first: ${products}) { nodes { skus { product { skus {
        movements(first: ${each}) { nodes { id } }
      } } } } } }`)
    expect(movements(2, 30)).toBe(1 + 1 + 2 * (1 + 5 * (1 + 1 + 5 * (1 + 1 + 30))))
    expect(movements(100, 100)).toBeGreaterThan(LIMITS.cost)
  })

  it('counts what ids and codes name, given in the text or by variables', () => {
    expect(points('{ nodes(ids: ["a", "b", "c"]) { id } }')).toBe(1 + 3)
    const query = 'query($codes: [String!]!) { skus(codes: $codes) { product { id } } }'
    expect(points(query, { codes: ['1', '2'] })).toBe(1 + 2 * 2)
    const stock = 'subscription($ids: [ID!]) { stockChanges(skuIds: $ids) { __typename } }'
    expect(points(stock, { ids: Array.from({ length: 300 }, String) })).toBe(1 + 300 + 1)
  })

  it('takes pages from variables, their defaults, and the widest page for what is too large', () => {
    const query = 'query($n: Int = 3) { products(first: $n) { nodes { id } } }'
    expect(cost(query)).toEqual({ points: 1 + 1 + 3, variable: true })
    expect(points(query, { n: 50 })).toBe(1 + 1 + 50)
    expect(points(query, { n: 1e9 })).toBe(1 + 1 + 100)
    expect(points(query, { n: -5 })).toBe(1 + 1 + 1)
    expect(cost('{ products(first: 3) { nodes { id } } }').variable).toBe(false)
  })

  it('follows fragments, on connections too, and every fragment once', () => {
    const text = `{ products(first: 10) { ...Page } }
      fragment Page on ProductConnection { nodes { ...P ...P } }
      fragment P on Product { skus { id } }`
    expect(points(text)).toBe(1 + 1 + 10 * (1 + 5 + 5))
  })

  it('of a fragment on a connection is that of each page it is used on', () => {
    const text = `{ a: products(first: 2) { ...Page } b: products(first: 4) { ...Page ...Count } }
      fragment Page on ProductConnection { nodes { id } }
      fragment Count on ProductConnection { totalCount }`
    expect(points(text)).toBe(1 + (1 + 2) + (1 + 4 + 10))
  })

  it('reads each fragment once, however often they use each other', () => {
    const parts = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on Product { skus { product { ...F${n + 1} } product { ...F${n + 1} } } }`,
    )
    const document = parse(`{ product(id: "x") { ...F0 } } ${parts.join(' ')} fragment F40 on Product { id }`)
    const operation = getOperationAST(document)
    if (!operation) throw new Error('one operation per text')
    expect(costOf(schema, document, operation, {}).points).toBeGreaterThan(2 ** 40)
  })

  it('looks into fragments without a name, with and without a type', () => {
    const text = '{ products(first: 2) { nodes { ... on Product { skus { id } } ... { skus { id } } } } }'
    expect(points(text)).toBe(1 + 1 + 2 * (1 + 5 + 5))
  })

  it('counts the default of a list, unless another or none is given', () => {
    const stock =
      'subscription($ids: [ID!] = ["a", "b"]) { stockChanges(skuIds: $ids, after: "x") { __typename } }'
    expect(cost(stock)).toEqual({ points: 1 + 2 + 1, variable: true })
    expect(points(stock, { ids: ['a'] })).toBe(1 + 1 + 1)
    expect(points(stock, { ids: null })).toBe(1 + 1)
  })

  it('is nothing where the schema has no such operations', () => {
    const document = parse('mutation { a }')
    const operation = getOperationAST(document)
    if (!operation) throw new Error('one operation per text')
    const small = buildSchema('type Query { a: Int }')
    expect(costOf(small, document, operation, {})).toEqual({ points: 0, variable: false })
  })

  it('weighs mutations, counts of rows, calls to platforms and introspection', () => {
    expect(points('mutation { unlinkShop(input: { id: "x" }) { userErrors { code } } }')).toBe(1 + 10 + 5)
    expect(points('{ products(first: 1) { totalCount } }')).toBe(1 + 1 + 10)
    expect(points('{ marketplaceSearch(platform: JD, query: "x", first: 2) { nodes { title } } }')).toBe(
      1 + 50 + 2,
    )
    expect(points('{ __schema { types { name } } }')).toBe(201)
  })

  it('leaves room for the examples and for a hundred products with everything', () => {
    expect(points(CATALOGUE)).toBeLessThan(LIMITS.cost / 100)
    expect(points(STOCK_CHANGES)).toBeLessThan(LIMITS.cost / 100)
    const wide = points(
      '{ products(first: 100) { nodes { skus { stockLevels { warehouse { code } } listings { live { price { amount } } } } } } }',
    )
    expect(wide).toBe(1 + 1 + 100 * (1 + 5 * (1 + 5 * (1 + 1) + 5 * (1 + 5 + 1))))
    expect(wide).toBeLessThan(LIMITS.cost / 4)
  })
})
