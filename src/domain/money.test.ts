import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyDigits } from './currency.ts'
import { amountText, formatAmount, money, parseAmount } from './money.ts'

const anyMoney = fc
  .record({
    minor: fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
    currency: fc.constantFrom('CNY', 'USD', 'JPY', 'KRW', 'KWD'),
  })
  .filter(({ minor, currency }) => {
    const major = (minor < 0n ? -minor : minor) / 10n ** BigInt(currencyDigits(currency))
    return major < 10n ** 15n
  })

describe('formatAmount', () => {
  it.each([
    [money(1990), '19.90'],
    [money(5), '0.05'],
    [money(0), '0.00'],
    [money(-1), '-0.01'],
    [money(-123456), '-1234.56'],
    [money(1990, 'JPY'), '1990'],
    [money(-7, 'KRW'), '-7'],
    [money(1, 'KWD'), '0.001'],
    [money(9_007_199_254_740_993n), '90071992547409.93'],
  ])('writes %o as %s', (amount, text) => {
    expect(formatAmount(amount)).toBe(text)
  })
})

it('an amount in a sentence has its currency behind it', () => {
  expect(amountText(money(-1990))).toBe('-19.90 CNY')
  expect(amountText(money(1990, 'JPY'))).toBe('1990 JPY')
})

describe('parseAmount', () => {
  it('gives back what formatAmount wrote, for every amount and currency', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        expect(parseAmount(formatAmount(amount), amount.currency)).toEqual(amount)
      }),
      { numRuns: 500 },
    )
  })

  it('does not mind missing or trailing zeros', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), fc.nat(4), (minor, zeros) => {
        const text = formatAmount(money(minor)) + '0'.repeat(zeros)
        expect(parseAmount(text).minor).toBe(BigInt(minor))
        expect(parseAmount(text.replace(/\.?0+$/, '')).minor).toBe(BigInt(minor))
      }),
    )
    expect(parseAmount('19.9').minor).toBe(1990n)
    expect(parseAmount(' 20 ').minor).toBe(2000n)
  })

  it('repeats what it refuses, cut at 40 characters', () => {
    expect(() => parseAmount('1000000000000000')).toThrow(
      'too large, at most 999999999999999 CNY: got "1000000000000000"',
    )
    expect(() => parseAmount('1,50')).toThrow(/^not a decimal amount: "1,50"$/)
    expect(() => parseAmount('x'.repeat(50))).toThrow(`not a decimal amount: "${'x'.repeat(40)}"`)
  })

  it.each([
    '',
    ' ',
    '.5',
    '5.',
    '1,000.00',
    '1e3',
    '+1',
    '--1',
    '0x10',
    'NaN',
    '¥5',
    '1.2.3',
    '1'.repeat(16),
  ])('refuses %j', (text) => {
    expect(() => parseAmount(text)).toThrow(RangeError)
  })

  it('refuses more digits than the currency has, rather than rounding', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 6), fc.integer({ min: 1, max: 9 }), (major, digit) => {
        expect(() => parseAmount(`${major}.00${digit}`)).toThrow('CNY has 2 decimals')
        expect(() => parseAmount(`${major}.${digit}`, 'JPY')).toThrow('JPY has 0 decimals')
      }),
    )
  })

  it('never gives anything but a refusal or a whole number of minor units', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(typeof parseAmount(text).minor).toBe('bigint')
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
  })
})
