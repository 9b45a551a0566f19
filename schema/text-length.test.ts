import {
  type GraphQLArgument,
  GraphQLID,
  GraphQLString,
  getNamedType,
  graphql,
  isInputObjectType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { ANONYMOUS, viewerOf } from '../src/domain/viewer.ts'
import { schema } from './index.ts'

/** No resolver is reached: there is nothing behind it. */
const ask = (source: string, variableValues: Record<string, unknown> = {}, viewer = ANONYMOUS) =>
  graphql({ schema, source, variableValues, contextValue: { viewer } })
const operator = viewerOf('operator', 'one')
const x = (length: number) => 'x'.repeat(length)

describe('a text that is too long is refused by name', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'a search',
      'query ($s: String) { products(filter: { search: $s }) { nodes { id } } }',
      { s: x(101) },
      'filter.search: takes at most 100 characters, got 101',
    ],
    [
      'a search in the document',
      `{ products(filter: { search: "${x(101)}" }) { nodes { id } } }`,
      {},
      'filter.search: takes at most 100 characters, got 101',
    ],
    [
      'one of a list',
      'query ($c: [ID!]) { products(filter: { categoryIds: $c }) { nodes { id } } }',
      { c: ['tea', x(1_001)] },
      'filter.categoryIds.1: takes at most 1000 characters, got 1001',
    ],
    [
      'a code',
      'query ($c: String) { sku(code: $c) { id } }',
      { c: x(1_001) },
      'code: takes at most 1000 characters, got 1001',
    ],
    [
      'an id',
      'query ($i: ID) { order(id: $i) { id } }',
      { i: x(1_001) },
      'id: takes at most 1000 characters, got 1001',
    ],
    [
      'a cursor',
      'query ($a: String) { products(after: $a) { nodes { id } } }',
      { a: x(1_001) },
      'after: takes at most 1000 characters, got 1001',
    ],
  ])('%s', async (_what, source, variables, message) => {
    const { errors } = await ask(source, variables)
    expect(errors?.map((error) => [error.message, error.extensions.code])).toEqual([
      [message, 'BAD_USER_INPUT'],
    ])
  })

  it('in the input of a mutation', async () => {
    const { errors } = await ask(
      'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { userErrors { code } } }',
      { input: { id: 'x', reason: x(1_001), idempotencyKey: 'k' } },
      operator,
    )
    expect(errors?.map(({ message }) => message)).toEqual([
      'input.reason: takes at most 1000 characters, got 1001',
    ])
  })
})

it('no argument and no field of an input takes a text of any length but those that carry a table', () => {
  const unbounded: string[] = []
  const look = (place: string, inputs: readonly Pick<GraphQLArgument, 'name' | 'type' | 'extensions'>[]) => {
    for (const { name, type, extensions } of inputs) {
      const named = getNamedType(type)
      const most = extensions.longestText as number | undefined
      if ((named === GraphQLString || named === GraphQLID) && most !== undefined && most > 10_000)
        unbounded.push(`${place}.${name}`)
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type)) look(type.name, Object.values(type.getFields()))
    if ('getFields' in type && !isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        if ('args' in field) look(`${type.name}.${field.name}`, field.args)
  }
  expect(unbounded.sort()).toEqual([
    // Descriptions: at most 20,000 characters.
    'CreateProductInput.descriptionEn',
    'CreateProductInput.descriptionZh',
    'CsvSource.text',
    'ImportFieldMappingsInput.csv',
    'ImportSkuMappingsInput.csv',
    'LocalizedTextInput.text',
    // These look at each themselves: one that is wrong costs its own place.
    'ProductFilter.ids',
    'Query.nodes.ids',
    'Query.skus.codes',
    'UpdateProductInput.descriptionEn',
    'UpdateProductInput.descriptionZh',
  ])
})

it('ids among many that are none cost their own places in the answer', async () => {
  const id = (text: string) => Buffer.from(text).toString('base64')
  const ids = [
    '%%',
    id('Nope:1'),
    id('Money:1'),
    id('Sku'),
    id('__proto__:1'),
    id('constructor:1'),
    x(2_000),
    '',
  ]
  const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } viewer { role } }', {
    ids,
  })
  expect(data).toEqual({ nodes: ids.map(() => null), viewer: { role: 'ANONYMOUS' } })
  expect(errors?.map(({ path, message, extensions }) => [path, message, extensions])).toEqual(
    ids.map((text, at) => [
      ['nodes', at],
      `ids.${at}: ${JSON.stringify(text.slice(0, 60))} is not a global id`,
      { code: 'BAD_USER_INPUT', argument: `ids.${at}` },
    ]),
  )
})
