import { expect, it } from 'vitest'
import { barcode, checkDigit } from './barcode.ts'

it.each([
  ['400638133393', '1'],
  ['590123412345', '7'],
  ['222222222222', '2'],
  ['000000000000', '0'],
])('completes %s with check digit %s', (twelve, digit) => {
  expect(checkDigit(twelve)).toBe(digit)
})

it('puts company and item into thirteen digits', () => {
  expect(barcode(4, 26)).toBe(`220004000026${checkDigit('220004000026')}`)
})
