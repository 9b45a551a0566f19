import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import { jsonSize } from './json-size.ts'

const MOST = { lists: 1_000, depth: 100 }
const sizeOf = (text: string) => jsonSize(Buffer.from(text), MOST)

it.each([
  ['', 0, 0],
  ['"[[["', 0, 0],
  ['{}', 1, 1],
  ['{"a":[[],[],{}],"b":"[\\"[["}', 5, 3],
  ['{"a":"\\\\","b":[]}', 2, 2],
  ['{"a":"never closed [[', 1, 1],
  [']]]][{', 2, 0],
])('%s has %i lists and objects, %i levels deep', (text, lists, depth) => {
  expect(sizeOf(text)).toEqual({ bytes: text.length, lists, depth })
})

it('stops one above what is allowed', () => {
  expect(sizeOf('[],'.repeat(300_000))).toEqual({ bytes: 900_000, lists: 1_001, depth: 1 })
  expect(sizeOf('['.repeat(450_000))).toEqual({ bytes: 450_000, lists: 101, depth: 101 })
})
