import { expect, it } from 'vitest'
import { readValues } from './variables.ts'

it('counts single values, however they are nested', () => {
  expect(readValues({ a: 1, b: [1, [2, { c: null, d: 'x' }]], e: {} }, 100)).toEqual({
    count: 5,
    withNul: null,
  })
})

it('stops one above the limit', () => {
  expect(readValues({ a: Array(1_000).fill(0), b: 1 }, 10).count).toBe(11)
})

it('takes what is nested a hundred thousand times', () => {
  let deep: unknown = 1
  for (let n = 0; n < 100_000; n++) deep = [deep]
  expect(readValues({ deep }, 10).count).toBe(1)
})

it('names the variable that holds a NUL', () => {
  expect(readValues({ a: 'x', b: { c: ['y\0'] } }, 100).withNul).toBe('b')
})
