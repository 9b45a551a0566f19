import { expect, it } from 'vitest'
import { readValues } from './variables.ts'

it('counts values, however they are nested, and lists and objects, however empty', () => {
  expect(readValues({ a: 1, b: [1, [2, { c: null, d: 'x' }]], e: {} }, 100)).toEqual({
    count: 9,
    unstorable: null,
  })
})

it('stops one above the limit', () => {
  expect(readValues({ a: Array(1_000).fill(0), b: 1 }, 10).count).toBe(11)
})

it('stops in what is nested a hundred thousand times', () => {
  let deep: unknown = 1
  for (let n = 0; n < 100_000; n++) deep = [deep]
  expect(readValues({ deep }, 10).count).toBe(11)
})

it.each<[Record<string, unknown>, string]>([
  [{ a: 'x', b: { c: ['y', 'y\0'] } }, 'b.c.1'],
  [{ input: { lines: [{ note: 'a\ud800b' }] } }, 'input.lines.0.note'],
  [{ json: { 'a\0': 1 } }, 'json'],
  [{ input: { json: { 'a\0': 1 } } }, 'input.json'],
  [{ list: ['\0', null, 1, undefined] }, 'list.0'],
  [{ text: '\0' }, 'text'],
  [{ ['x'.repeat(120)]: '\0' }, 'x'.repeat(100)],
  [{ ['x'.repeat(120)]: { '\0': 1 } }, 'x'.repeat(100)],
])('names the place of a text that can not be stored: %j', (variables, place) => {
  expect(readValues(variables, 100).unstorable).toBe(place)
})

it('takes every other text', () => {
  expect(readValues({ a: '\u{20BB7}野家 \u0001 \uffff', b: { '\u{20BB7}': '' } }, 100).unstorable).toBeNull()
})
