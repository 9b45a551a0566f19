import { expect, test } from 'vitest'
import { parseLossless } from './json-answer.ts'

test('numbers stay exact: 64-bit ids and decimals as the text that was sent', () => {
  expect(parseLossless('{"id":9007199254740993,"n":7,"price":19.90}')).toEqual({
    id: '9007199254740993',
    n: 7,
    price: '19.90',
  })
})

test('texts come out as the database can hold them, at any depth and in names', () => {
  expect(
    parseLossless('{"a":"x\\u0000y","b":["\\ud800",{"c\\u0000":"\\udc00z"}],"d":"\\ud842\\udfb7 \\\\u0000"}'),
  ).toEqual({
    a: 'x\uFFFDy',
    b: ['\uFFFD', { 'c\uFFFD': '\uFFFDz' }],
    d: '\u{20BB7} \\u0000',
  })
  expect(parseLossless('{"a":"x\0y"}')).toEqual({ a: 'x\uFFFDy' })
})
