import { expect, it } from 'vitest'
import { sameSignature } from './same-signature.ts'

it.each([
  ['ABCDEF', 'ABCDEF', true],
  ['abcdef', 'ABCDEF', true],
  ['ABCDEF', 'abcdef', true],
  ['abcdee', 'ABCDEF', false],
  ['ABCDE', 'ABCDEF', false],
  ['ABCDEF0', 'ABCDEF', false],
  ['', 'ABCDEF', false],
])('%j is the signature %j: %s', (given, expected, same) => {
  expect(sameSignature(given, expected)).toBe(same)
})
