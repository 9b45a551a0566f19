import { buildSchema, execute, type GraphQLSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { CompiledQuery } from './compiled-query.ts'

const graph = buildSchema(`
  directive @mark on FIELD
  scalar Any
  enum Colour { RED GREEN }
  type Query { shop(first: Int = 2, name: String): Shop, failing: Int, missing: Int!, later: Int!, shops: [Shop!]! }
  type Shop { name: String!, open: Boolean!, size: Int, rate: Float, colour: Colour, any: Any, id: ID!
    items(first: Int): [Item!]!, gaps: [Int], owner: Shop }
  type Item { code: String!, at: Int! }
`)
resolve(graph, 'Query', {
  shop: (_: unknown, { first, name }: { first: number; name?: string }) => ({
    ...SHOP,
    size: first,
    name: name ?? SHOP.name,
  }),
  failing: () => Promise.reject(new Error('no')),
  missing: () => null,
  later: () => Promise.resolve(3),
  shops: async () => [SHOP, Promise.resolve({ ...SHOP, id: 2 })],
})
resolve(graph, 'Shop', {
  items: (_: unknown, { first }: { first?: number }) =>
    Array.from({ length: first ?? 1 }, (_, at) => ({ code: `c${at}`, at: async () => at })),
})

const SHOP = {
  name: 'a "quoted" name,\n\u2028 丝绸 \ud83d\ude00 \ud800',
  open: true,
  size: 3,
  rate: 0.1,
  colour: 'GREEN',
  any: { list: [1, null, 'x'], __proto__: null },
  id: 7,
  gaps: [1, null, 3],
  owner: null,
}

function resolve(schema: GraphQLSchema, type: string, resolvers: Record<string, unknown>): void {
  const fields = (
    schema.getType(type) as unknown as { getFields(): Record<string, { resolve: unknown }> }
  ).getFields()
  for (const [name, resolver] of Object.entries(resolvers))
    (fields[name] as { resolve: unknown }).resolve = resolver
}

/** Results of the general executor and of the compiled query. */
async function both(text: string, variableValues: Record<string, unknown> = {}) {
  const document = parse(text)
  expect(validate(graph, document)).toEqual([])
  const general = await execute({ schema: graph, document, variableValues, contextValue: {} })
  const query = new CompiledQuery(graph, document)
  const run = () => query.run({ rootValue: undefined, context: {}, variableValues })
  return { general, run }
}

describe('a compiled query writes what the general executor gives', () => {
  it.each([
    ['values of all kinds', '{ shop { name open size rate colour any id gaps owner { name } __typename } }'],
    ['names of its own', '{ a_b: shop { __proto__: name c: size } a: shop { b_c: size } }'],
    [
      'the same field at several places',
      '{ shop { items(first: 2) { code } ...I } } fragment I on Shop { items(first: 2) { at } name }',
    ],
    ['promises at all depths', '{ later shop { items(first: 3) { at code } } shops { id items { at } } }'],
    ['fragments without a type', '{ shop { ... { name } ... on Shop { ... @include(if: true) { size } } } }'],
    ['what is always left out', '{ shop { name @skip(if: true) size @include(if: false) } }'],
    [
      'default arguments, and null',
      '{ a: shop { size } b: shop(first: null) { size } c: shop(first: 9) { size } }',
    ],
  ])('%s', async (_what, text) => {
    const { general, run } = await both(text)
    expect(general.errors).toBeUndefined()
    expect(await run()).toBe(JSON.stringify(general.data))
  })

  it.each([{ all: true, count: 2, name: 'x' }, { all: false, count: null }, { all: false }])(
    'with variables %j',
    async (variables) => {
      const text = `query ($all: Boolean!, $count: Int = 4, $name: String) {
      shop(first: $count, name: $name) { name size @include(if: $all) ...F @skip(if: $all) items(first: $count) { code } }
    } fragment F on Shop { open }`
      const { general, run } = await both(text, variables)
      expect(general.errors).toBeUndefined()
      expect(await run()).toBe(JSON.stringify(general.data))
    },
  )

  it('for each choice of what is left out, with the query compiled once', async () => {
    const document = parse('query ($a: Boolean!) { shop { name @skip(if: $a) size @include(if: $a) } }')
    const query = new CompiledQuery(graph, document)
    for (const a of [true, false, true, false]) {
      const general = await execute({ schema: graph, document, variableValues: { a } })
      expect(query.run({ rootValue: undefined, context: {}, variableValues: { a } })).toBe(
        JSON.stringify(general.data),
      )
    }
  })
})

describe('a compiled query fails where the general executor has errors', () => {
  it.each([
    ['a rejected field', '{ failing shop { name } }', {}],
    ['a null that may not be', '{ missing }', {}],
    ['a failure beside what is still to come', '{ later failing missing }', {}],
    ['a variable of another type', 'query ($n: Int) { shop(first: $n) { name } }', { n: 'x' }],
    ['a variable that is missing', 'query ($a: Boolean!) { shop { name @skip(if: $a) } }', {}],
  ])('%s', async (_what, text, variables) => {
    const { general, run } = await both(text, variables)
    expect(general.errors).toHaveLength(text.includes('failing missing') ? 2 : 1)
    await expect((async () => run())()).rejects.toThrow()
  })
})
