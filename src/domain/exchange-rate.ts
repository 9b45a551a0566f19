import { convert as convertDinero, dinero, halfEven, toSnapshot, transformScale } from 'dinero.js/bigint'
import * as currencies from 'dinero.js/bigint/currencies'
import type { Money } from './money.ts'

/** Units of `currency` for one CNY, as a decimal with at most ten digits after the point: "0.1389". */
export interface ExchangeRate {
  readonly currency: string
  readonly rate: string
}

/** The currency that prices are kept in, and that rates are for one unit of. */
export const BASE_CURRENCY = 'CNY'

const ISO: Readonly<Record<string, { code: string; base: bigint | readonly bigint[]; exponent: bigint }>> =
  currencies

/** Whether it is an ISO 4217 code, in capitals. */
export function isCurrency(code: string): boolean {
  return Object.hasOwn(ISO, code)
}

/**
 * An amount in another currency, rounded half to even to that currency's own digits (yen and won have none).
 * Rounded once, at the end.
 * @param rate units of the other currency for one unit of the amount's
 */
export function convert(amount: Money, { currency, rate }: ExchangeRate): Money {
  const from = ISO[amount.currency]
  const to = ISO[currency]
  if (!from || !to) throw new RangeError(`not an ISO 4217 currency: ${from ? currency : amount.currency}`)
  const [whole = '', fraction = ''] = rate.split('.')
  const scaled = { amount: BigInt(whole + fraction), scale: BigInt(fraction.length) }
  const exact = convertDinero(dinero({ amount: amount.minor, currency: from }), to, { [currency]: scaled })
  const rounded = transformScale(exact, to.exponent, halfEven)
  return { minor: toSnapshot(rounded).amount, currency }
}
