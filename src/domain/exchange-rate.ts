import { add, divide, fractionOf, multiply, ONE, roundHalfEven } from './fraction.ts'

/** Units of `currency` for one CNY, as a decimal with at most ten digits after the point: "0.1389". */
export interface ExchangeRate {
  readonly currency: string
  readonly rate: string
}

/** The currency that prices are kept in, and that rates are for one unit of. */
export const BASE_CURRENCY = 'CNY'

/** Digits after the point that rates are kept with. */
const DIGITS = 10

/**
 * Rate for one CNY out of two rates for one unit of another currency, with the company's margin: by it prices shown
 * in the currency are higher. @param marginPercent "2" makes 0.1428 of 0.14
 * @returns rounded half to even to ten digits; null where less than that would be left
 */
export function crossRate(perUnit: string, cnyPerUnit: string, marginPercent: string): string | null {
  const withMargin = add(ONE, divide(fractionOf(marginPercent), { n: 100n, d: 1n }))
  const rate = multiply(divide(fractionOf(perUnit), fractionOf(cnyPerUnit)), withMargin)
  const digits = roundHalfEven(multiply(rate, { n: 10n ** BigInt(DIGITS), d: 1n }))
  if (digits === 0n) return null
  const text = digits.toString().padStart(DIGITS + 1, '0')
  return `${text.slice(0, -DIGITS)}.${text.slice(-DIGITS)}`.replace(/\.?0+$/, '')
}
