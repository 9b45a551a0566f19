import { GraphQLError, parse, validate } from 'graphql'
import { expect, it } from 'vitest'
import { schema } from '../../../schema/index.ts'
import { withoutSuggestions } from './suggestions.ts'

it('an error of validation keeps its place and loses the names that it suggests', () => {
  const [error] = validate(schema, parse('{ viewers { role } }'))
  if (!error) throw new Error('the document is valid')
  expect(error.message).toContain('Did you mean')
  const shown = withoutSuggestions(error) as GraphQLError
  expect(shown.message).toBe('Cannot query field "viewers" on type "Query".')
  expect(shown.locations).toEqual([{ line: 1, column: 3 }])
})

it('path and extensions stay', () => {
  const given = { path: ['a', 0], extensions: { code: 'BAD_USER_INPUT' } }
  const error = new GraphQLError('No. Did you mean "a" or "b"? Or not. Did you mean "c"?', given)
  const shown = withoutSuggestions(error)
  expect(shown).toMatchObject({ message: 'No. Or not.', ...given })
  expect(withoutSuggestions(new GraphQLError('x Did you mean y?'))).toMatchObject({
    message: 'x',
    path: undefined,
    nodes: undefined,
  })
})

it('any other error is given back as it is', () => {
  const plain = new Error('Did you mean "a"?')
  expect(withoutSuggestions(plain)).toBe(plain)
  const none = new GraphQLError('You may not.')
  expect(withoutSuggestions(none)).toBe(none)
})
