import { beforeAll, describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'

const gateway = gatewayOfThisFile()
const base64 = (text: string) => Buffer.from(text).toString('base64')

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any query
  readonly data: any
  readonly errors: readonly { readonly extensions?: Record<string, unknown> }[]
}
const ask = async (query: string, variables: Record<string, unknown> = {}) =>
  (await gateway().ask(query, variables)) as unknown as Answer

const page = (args: string) =>
  ask(`{ products(${args}) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`)

let products: { cursor: string; node: { id: string } }[]
beforeAll(async () => {
  products = (await ask('{ products(first: 10) { edges { cursor node { id } } } }')).data.products.edges
})
const idsOf = (answer: Answer): string[] => answer.data.products.nodes.map(({ id }: { id: string }) => id)
const idsFrom = (from: number, to: number) => products.slice(from, to).map(({ node }) => node.id)

describe('pages', () => {
  it('forward and back name the items between, and say whether there is more on either side', async () => {
    const second = await page(`first: 3, after: "${products[2]?.cursor}"`)
    expect(idsOf(second)).toEqual(idsFrom(3, 6))
    expect(second.data.products.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true })
    const back = await page(`last: 3, before: "${products[5]?.cursor}"`)
    expect(idsOf(back)).toEqual(idsFrom(2, 5))
    expect(back.data.products.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true })
    const start = await page(`last: 3, before: "${products[2]?.cursor}"`)
    expect(idsOf(start)).toEqual(idsFrom(0, 2))
    expect(start.data.products.pageInfo.hasPreviousPage).toBe(false)
  })

  it.each([
    ['first: 2, last: 2', 'last'],
    ['first: 2, before: "CURSOR"', 'before'],
    ['last: 2, after: "CURSOR"', 'after'],
    ['first: 5, after: "CURSOR", before: "CURSOR"', 'before'],
    ['first: -1', 'first'],
    ['first: 101', 'first'],
    ['after: "%%%"', 'after'],
  ])('of %s are refused, naming %s', async (args, argument) => {
    const { errors } = await page(args.replaceAll('CURSOR', products[5]?.cursor ?? ''))
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([{ code: 'BAD_USER_INPUT', argument }])
  })

  it.each<[string, unknown, number]>([
    ['first', null, 20],
    ['first', 3.0, 3],
    ['first', 0, 0],
    ['last', 0, 0],
  ])('of %s %j have so many items', async (argument, value, count) => {
    const query = `query ($n: Int) { products(${argument}: $n) { nodes { id } } }`
    expect(idsOf(await ask(query, { n: value }))).toHaveLength(count)
  })
})

describe('values in odd clothes', () => {
  const NODE = 'query ($id: ID!) { node(id: $id) { id } }'
  const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'

  it('ids: without padding they are the same, one stands for a list of one, twice gives two', async () => {
    const [id = ''] = idsFrom(0, 1)
    expect((await ask(NODE, { id: id.replace(/=+$/, '') })).data.node).toEqual({ id })
    expect((await ask(NODES, { ids: id })).data.nodes).toEqual([{ id }])
    expect((await ask(NODES, { ids: [id, id] })).data.nodes).toEqual([{ id }, { id }])
    expect((await ask(NODES, { ids: [] })).data.nodes).toEqual([])
    expect((await ask(NODE, { id: base64('Product:none') })).data.node).toBeNull()
  })

  it.each([12345, 'x', '', base64('Product:'), base64('Product:a\0')])('id %j is none', async (id) => {
    const { errors } = await ask(NODE, { id })
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'BAD_USER_INPUT', argument: 'id' },
    ])
  })

  const FILTER = 'query ($f: ProductFilter) { products(first: 1, filter: $f) { nodes { id } totalCount } }'
  const ORDERS = 'query ($f: OrderFilter) { orders(first: 1, filter: $f) { nodes { id } } }'
  it.each<[string, Record<string, unknown>, string | null]>([
    [FILTER, { f: null }, null],
    [FILTER, { f: { ids: null } }, null],
    [FILTER, { f: { ids: [] } }, null],
    [FILTER, { f: { platforms: [] } }, null],
    [FILTER, { f: { platforms: 'JD' } }, null],
    [FILTER, { f: { availability: null } }, null],
    [FILTER, { f: { search: '   ' } }, null],
    [FILTER, { f: { search: '\\' } }, null],
    [ORDERS, { f: { placedAfter: '0001-01-01T00:00:00Z' } }, null],
    [ORDERS, { f: { placedBefore: '9999-12-31T23:59:59.999Z' } }, null],
    [ORDERS, { f: { placedAfter: '2026-11-28T00:00:00.123456789+08:00' } }, null],
    [ORDERS, { f: { placedAfter: '2026-02-30T00:00:00Z' } }, 'BAD_USER_INPUT'],
    ['query ($n: Int) { products(first: $n) { nodes { id } } }', { n: '3' }, 'BAD_USER_INPUT'],
    ['query ($n: Int) { products(first: $n) { nodes { id } } }', { n: 2147483648 }, 'BAD_USER_INPUT'],
    ['query { viewer { role } }', { unknown: 1 }, null],
    ['query ($x: Boolean) { viewer { role @include(if: $x) } }', { x: null }, 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($x: Boolean! = false) { viewer { role @include(if: $x) subject } }', {}, null],
    ['query ($n: Int = 2) { products(first: $n) { nodes { id } } }', { n: null }, null],
    [
      '{ analytics { sellThrough(first: 2, after: "b2Zmc2V0Ojk5OTk5OTk") { nodes { sku { code } } } } }',
      {},
      null,
    ],
    [ORDERS, { f: { placedAfter: '2026-11-28T24:00:00Z' } }, null],
    [ORDERS, { f: { placedAfter: '2016-12-31T23:59:60Z' } }, 'BAD_USER_INPUT'],
    [
      'query ($a: String) { products(after: $a) { nodes { id } } }',
      { a: base64('GPC:N:12') },
      'BAD_USER_INPUT',
    ],
    [
      'query ($a: String) { products(after: $a) { nodes { id } } }',
      { a: base64('GPC:J:{"id":{"not":""}}') },
      'BAD_USER_INPUT',
    ],
    [
      'query ($a: String) { products(after: $a) { nodes { id } } }',
      { a: base64('GPC:S:none') },
      'BAD_USER_INPUT',
    ],
  ])('%s with %j', async (query, variables, code) => {
    const { data, errors } = await ask(query, variables)
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(code === null ? [] : [code])
    if (code === null) expect(data).not.toBeNull()
  })
})
