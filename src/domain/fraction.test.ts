import { expect, it } from 'vitest'
import { ceil, compare, divide, fractionOf, leastCommonMultiple, roundHalfEven } from './fraction.ts'

it.each([
  ['12.50', { n: 1250n, d: 100n }],
  [' -3 ', { n: -3n, d: 1n }],
  ['0.1', { n: 1n, d: 10n }],
])('%s is %o', (text, fraction) => {
  expect(fractionOf(text)).toEqual(fraction)
})

it.each(['', '.5', '5.', '1,5', '1e3', 'x1', '1x', '1.2.3', '-', '1'.repeat(31)])('%j is refused', (text) => {
  expect(() => fractionOf(text)).toThrow(RangeError)
})

it('a refusal repeats at most 40 characters', () => {
  expect(() => fractionOf('x'.repeat(41))).toThrow(`not a decimal: "${'x'.repeat(40)}"`)
})

it('a quotient has a denominator above 0, whatever the signs', () => {
  expect(divide(fractionOf('3'), fractionOf('-2'))).toEqual({ n: -3n, d: 2n })
  expect(divide(fractionOf('-3'), fractionOf('-2'))).toEqual({ n: 3n, d: 2n })
  expect(() => divide(fractionOf('1'), fractionOf('0.0'))).toThrow('division by zero')
})

it.each([
  ['2.0', 2n, 2n],
  ['2.1', 3n, 2n],
  ['2.5', 3n, 2n],
  ['3.5', 4n, 4n],
  ['2.6', 3n, 3n],
  ['0', 0n, 0n],
  ['-2.0', -2n, -2n],
  ['-2.1', -2n, -2n],
  ['-2.5', -2n, -2n],
  ['-3.5', -3n, -4n],
  ['-2.6', -2n, -3n],
])('%s is %s rounded up and %s rounded half to even', (text, up, even) => {
  expect([ceil(fractionOf(text)), roundHalfEven(fractionOf(text))]).toEqual([up, even])
})

it('fractions compare by value, and the least common multiple is one of both', () => {
  expect(compare(fractionOf('0.50'), fractionOf('0.5'))).toBe(0)
  expect(compare(fractionOf('-1'), fractionOf('0.5'))).toBe(-1)
  expect(compare(fractionOf('0.51'), fractionOf('0.5'))).toBe(1)
  const step = leastCommonMultiple(fractionOf('0.015'), fractionOf('0.01'))
  expect(compare(step, fractionOf('0.03'))).toBe(0)
})
