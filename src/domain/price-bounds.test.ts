import fc from 'fast-check'
import { expect, it } from 'vitest'
import { convert } from './convert-money.ts'
import { leastFenShownAs } from './price-bounds.ts'

const shown = (minor: bigint, rate: { currency: string; rate: string }) =>
  convert({ minor, currency: 'CNY' }, rate).minor

it('is the first price that is shown as at least the amount, in currencies of 0, 2 and 3 decimals', () => {
  const currency = fc.constantFrom('JPY', 'USD', 'KWD')
  fc.assert(
    fc.property(
      currency,
      fc.integer({ min: 1, max: 99_999 }),
      fc.bigInt(0n, 10n ** 9n),
      (code, units, minor) => {
        const rate = { currency: code, rate: `0.${String(units).padStart(5, '0')}` }
        const least = leastFenShownAs({ minor, currency: code }, rate)
        expect(shown(least, rate)).toBeGreaterThanOrEqual(minor)
        if (least > 0n) expect(shown(least - 1n, rate)).toBeLessThan(minor)
      },
    ),
  )
})

it('takes an amount that no price reaches', () => {
  const rate = { currency: 'USD', rate: '0.0000000001' }
  expect(leastFenShownAs({ minor: 10n ** 17n, currency: 'USD' }, rate)).toBe(2n ** 62n)
})
