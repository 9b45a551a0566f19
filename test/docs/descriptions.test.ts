import { buildSchema } from 'graphql'
import { expect, it } from 'vitest'
import { schema } from '../../schema/index.ts'
import { undescribed } from './support/undescribed.ts'

it('no type, field, argument, enum value, input field or directive of the graph is without a description', () => {
  const { seen, without } = undescribed(schema)
  expect(without).toEqual([])
  expect(seen).toBeGreaterThan(1_000)
})

it('finds what has none', () => {
  const bare = buildSchema(`
    "Described." type Query { field(argument: Int, "Described." other: Int): Value }
    enum Value { ONE "Described." TWO }
    "Described." input Some { thing: Int }
    directive @mine(argument: Int) on FIELD
  `)
  expect(undescribed(bare).without.toSorted()).toEqual([
    '@mine',
    '@mine(argument)',
    'Query.field',
    'Query.field(argument)',
    'Some.thing',
    'Value',
    'Value.ONE',
  ])
})
