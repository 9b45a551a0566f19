import * as currencies from 'dinero.js/bigint/currencies'

/**
 * ISO 4217 writes the ariary and the ouguiya with two decimals. dinero.js counts them in fifths, as their coins are:
 * amounts here are decimal, so ISO holds.
 */
const DECIMALS_OF_FIFTHS = 2

/** Codes that the library still has and ISO 4217 has not: the lev gave way to the euro on 1 January 2026. */
const WITHDRAWN: ReadonlySet<string> = new Set(['BGN'])

/** The currencies of ISO 4217 that have a minor unit (so neither gold nor XXX and XTS), each with its decimals. */
export const CURRENCIES: ReadonlyMap<string, number> = new Map(
  Object.values(currencies)
    .filter(({ code }) => !WITHDRAWN.has(code))
    .map(({ code, base, exponent }) => [code, base === 10n ? Number(exponent) : DECIMALS_OF_FIFTHS]),
)

/** Whether it is the code of a currency of ISO 4217 that amounts can be in, in capitals. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code)
}

/**
 * How many decimals ISO 4217 gives it: 2 for CNY, 0 for JPY, 3 for KWD. One minor unit is that power of ten.
 * 2, as nearly all have, for a withdrawn currency: stored amounts stay readable.
 */
export function currencyDigits(code: string): number {
  return CURRENCIES.get(code) ?? 2
}

/** Error text for an invalid currency code. */
export function notACurrency(code: string): string {
  return `${JSON.stringify(code.slice(0, 20))} is not the ISO 4217 code of a currency, such as USD`
}
