import { currencyDigits } from './currency.ts'
import { BASE_CURRENCY, type ExchangeRate } from './exchange-rate.ts'
import { ceil, divide, type Fraction, fractionOf, multiply, roundHalfEven } from './fraction.ts'
import type { Money } from './money.ts'

/** Units of the currency for one CNY, as a decimal; null: operators keep no rate for it. */
export type RateOf = (currency: string) => string | null

/** Value of the smallest amount of a currency, in its major unit. */
export const minorUnit = (currency: string): Fraction => ({
  n: 1n,
  d: 10n ** BigInt(currencyDigits(currency)),
})

const majorUnits = ({ minor, currency }: Money): Fraction =>
  multiply({ n: minor, d: 1n }, minorUnit(currency))

/**
 * An amount in another currency, rounded half to even to that currency's own digits (yen and won have none).
 * Rounded once, at the end.
 * @param rate units of the other currency for one unit of the amount's
 */
export const convert = (amount: Money, { currency, rate }: ExchangeRate): Money =>
  rounded(multiply(majorUnits(amount), fractionOf(rate)), currency, roundHalfEven)

/** An amount in major units of another currency, not rounded; null when a rate is missing. */
export function convertExactly({ minor, currency }: Money, to: string, rateOf: RateOf): Fraction | null {
  const amount = majorUnits({ minor, currency })
  if (to === currency) return amount
  const [from, into] = [currency, to].map((code) => (code === BASE_CURRENCY ? '1' : rateOf(code)))
  return from && into ? divide(multiply(amount, fractionOf(into)), fractionOf(from)) : null
}

/** The amount in another currency, rounded up to its minor unit; null when a rate is missing. */
export const convertUp = (amount: Money, to: string, rateOf: RateOf): Money | null =>
  converted(amount, to, rateOf, ceil)

/** The amount in another currency, rounded half to even to its minor unit; null when a rate is missing. */
export const convertEvenly = (amount: Money, to: string, rateOf: RateOf): Money | null =>
  converted(amount, to, rateOf, roundHalfEven)

function converted(
  amount: Money,
  to: string,
  rateOf: RateOf,
  round: (exact: Fraction) => bigint,
): Money | null {
  const exact = convertExactly(amount, to, rateOf)
  return exact && rounded(exact, to, round)
}

/** @param exact in major units */
const rounded = (exact: Fraction, currency: string, round: (exact: Fraction) => bigint): Money => ({
  minor: round(divide(exact, minorUnit(currency))),
  currency,
})
