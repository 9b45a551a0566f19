import { data as iso4217, publishDate } from 'currency-codes'
import { expect, it } from 'vitest'
import { convert } from './convert-money.ts'
import { CURRENCIES, currencyDigits, isCurrency } from './currency.ts'
import { formatAmount, money, parseAmount } from './money.ts'

/** ISO's own list one, which the package ships, and what ISO changed since. */
const LIST_OF = '2024-06-25'
const ADDED_SINCE = ['XAD', 'XCG']
const WITHDRAWN_SINCE = ['ANG', 'BGN', 'CUC']
/** Metals, bond units, units of account, the codes for tests and for none: ISO gives them no minor unit. */
const WITHOUT_MINOR_UNIT = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' ')

it('has the currencies of ISO 4217 and no other', () => {
  expect(publishDate, 'a newer list: look at what ISO added and withdrew').toBe(LIST_OF)
  const expected = [...iso4217.map(({ code }) => code), ...ADDED_SINCE].filter(
    (code) => !WITHDRAWN_SINCE.includes(code) && !WITHOUT_MINOR_UNIT.includes(code),
  )
  expect([...CURRENCIES.keys()].sort()).toEqual(expected.sort())
})

it("has ISO's decimals of each", () => {
  const differing = iso4217.filter(({ code, digits }) => isCurrency(code) && currencyDigits(code) !== digits)
  expect(differing).toEqual([])
  expect(['MGA', 'MRU', 'JPY', 'KWD', 'CLF', 'XCG'].map(currencyDigits)).toEqual([2, 2, 0, 3, 4, 2])
})

it.each(['XXX', 'XTS', 'XAU', 'DEM', 'ANG', 'BGN', 'ZWL', 'usd', '', 'toString', '__proto__'])(
  'takes %j for no currency',
  (code) => {
    expect(isCurrency(code)).toBe(false)
  },
)

it('converts to, writes and reads back an amount in every currency', () => {
  for (const [currency, digits] of CURRENCIES) {
    const amount = convert(money(18_200n), { currency, rate: '2' })
    expect(amount, currency).toEqual({ minor: (36_400n * 10n ** BigInt(digits)) / 100n, currency })
    expect(parseAmount(formatAmount(amount), currency)).toEqual(amount)
    expect(formatAmount({ minor: 1n, currency })).toBe(digits === 0 ? '1' : `0.${'1'.padStart(digits, '0')}`)
  }
})
