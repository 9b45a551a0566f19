import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convert, convertEvenly, convertExactly, convertUp } from './convert-money.ts'
import { currencyDigits } from './currency.ts'
import { money } from './money.ts'

/** The same with nothing but whole numbers: half to even, written out. */
function reference(minor: bigint, rate: string, digits: number): bigint {
  const [whole = '', fraction = ''] = rate.split('.')
  const numerator = minor * BigInt(whole + fraction) * 10n ** BigInt(digits)
  const denominator = 10n ** BigInt(fraction.length + 2)
  const negative = numerator < 0n
  const n = negative ? -numerator : numerator
  const quotient = n / denominator
  const twice = (n % denominator) * 2n
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n)
  const rounded = quotient + (up ? 1n : 0n)
  return negative ? -rounded : rounded
}

describe('convert', () => {
  it.each([
    [1990n, 'USD', '0.1389', 276n],
    [1990n, 'JPY', '21.5', 428n],
    [1990n, 'KRW', '193.27', 3846n],
    [100n, 'KWD', '0.0427', 43n],
    [0n, 'USD', '0.1389', 0n],
  ])('makes of %i fen in %s at %s %i', (minor, currency, rate, expected) => {
    expect(convert(money(minor), { currency, rate })).toEqual({ minor: expected, currency })
  })

  it.each([
    [100n, '0.125', 12n],
    [100n, '0.135', 14n],
    [300n, '0.125', 38n],
    [500n, '0.125', 62n],
    [-100n, '0.125', -12n],
    [-300n, '0.125', -38n],
  ])('rounds the half of %i fen at %s to even: %i', (minor, rate, expected) => {
    expect(convert(money(minor), { currency: 'USD', rate }).minor).toBe(expected)
  })

  it('agrees with whole-number arithmetic for every amount, rate and number of digits', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 14n }),
        fc.constantFrom('USD', 'EUR', 'JPY', 'KRW', 'KWD'),
        (minor, scaled, currency) => {
          const digits = scaled.toString().padStart(11, '0')
          const rate = `${digits.slice(0, -10)}.${digits.slice(-10)}`
          const expected = reference(minor, rate, currencyDigits(currency))
          expect(convert(money(minor), { currency, rate }).minor).toBe(expected)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('a conversion by the kept rates', () => {
  const RATES: Readonly<Record<string, string>> = { USD: '0.1389', JPY: '21.5', EUR: '0.125' }
  const rateOf = (currency: string) => RATES[currency] ?? null

  it('goes over CNY where neither currency is CNY', () => {
    // 1.00 USD is 1 / 0.1389 CNY, and that times 21.5 yen: 154.78...
    expect(convertUp(money(100, 'USD'), 'JPY', rateOf)).toEqual(money(155, 'JPY'))
    expect(convertUp(money(100, 'USD'), 'CNY', rateOf)).toEqual(money(720))
    expect(convertUp(money(720), 'USD', rateOf)).toEqual(money(101, 'USD'))
  })

  it('rounds up or half to even, and only at the end', () => {
    expect(convertUp(money(100), 'EUR', rateOf)).toEqual(money(13, 'EUR'))
    expect(convertEvenly(money(100), 'EUR', rateOf)).toEqual(money(12, 'EUR'))
    expect(convertEvenly(money(300), 'EUR', rateOf)).toEqual(money(38, 'EUR'))
    expect(convertUp(money(800), 'EUR', rateOf)).toEqual(money(100, 'EUR'))
  })

  it('within a currency needs no rate and changes nothing', () => {
    expect(convertUp(money(199, 'CHF'), 'CHF', rateOf)).toEqual(money(199, 'CHF'))
    expect(convertExactly(money(199, 'CHF'), 'CHF', rateOf)).toEqual({ n: 199n, d: 100n })
  })

  it('is unknown when either rate is missing', () => {
    for (const round of [convertUp, convertEvenly]) {
      expect(round(money(100, 'CHF'), 'CNY', rateOf)).toBeNull()
      expect(round(money(100), 'CHF', rateOf)).toBeNull()
    }
  })
})
