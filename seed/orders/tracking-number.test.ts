import { expect, it } from 'vitest'
import { randomOf } from '../random.ts'
import { parcelNumber, s10CheckDigit } from './tracking-number.ts'

it.each([
  ['47312482', '9'],
  ['00000000', '5'],
  ['10000000', '3'],
])('completes the postal number %s with check digit %s', (eight, digit) => {
  expect(s10CheckDigit(eight)).toBe(digit)
})

it.each([
  ['DOMESTIC', 4],
  ['INTERNATIONAL', 3],
] as const)('writes %s numbers of %i carriers in the form of the carrier', (leg, carriers) => {
  const random = randomOf(leg)
  const drawn = Array.from({ length: 60 }, () => parcelNumber(random, leg))
  expect(new Set(drawn.map(({ carrier }) => carrier)).size).toBe(carriers)
  const forms: Record<string, RegExp> = {
    SF: /^SF\d{13}$/,
    YTO: /^YT\d{13}$/,
    ZTO: /^78\d{12}$/,
    YUNDA: /^46\d{13}$/,
    EMS: /^LX\d{9}CN$/,
    '4PX': /^4PX\d{13}CN$/,
    YUNEXPRESS: /^YT\d{16}$/,
  }
  for (const { carrier, trackingNumber } of drawn) expect(trackingNumber).toMatch(forms[carrier] ?? /^never$/)
})
