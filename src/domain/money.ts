import { currencyDigits } from './currency.ts'

/** An amount in integer minor units (fen for CNY, yen for JPY) of an ISO 4217 currency. Never a float. */
export interface Money {
  readonly minor: bigint
  readonly currency: string
}

export function money(minor: bigint | number, currency = 'CNY'): Money {
  return { minor: BigInt(minor), currency }
}

/** `{ minor: 1990n, currency: 'CNY' }` -> `"19.90"`: the only form in which an amount leaves the gateway. */
export function formatAmount({ minor, currency }: Money): string {
  const digits = currencyDigits(currency)
  const sign = minor < 0n ? '-' : ''
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** An amount in a sentence, a history or the audit trail: `19.90 CNY`. */
export const amountText = (amount: Money): string => `${formatAmount(amount)} ${amount.currency}`

/** Largest whole amount, in major units. */
const LARGEST = '999999999999999'

/**
 * A decimal string of major units ("19.9", as Taobao and JD send yuan) to minor units.
 * @throws RangeError when it is not a plain decimal or has more digits than the currency
 */
export function parseAmount(text: string, currency = 'CNY'): Money {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  const got = () => JSON.stringify(text.slice(0, 40))
  if (!match) throw new RangeError(`not a decimal amount: ${got()}`)
  const [, sign, whole = '', decimals = ''] = match
  if (whole.length > LARGEST.length)
    throw new RangeError(`too large, at most ${LARGEST} ${currency}: got ${got()}`)
  const digits = currencyDigits(currency)
  const fraction = decimals.replace(/0+$/, '')
  if (fraction.length > digits) throw new RangeError(`${currency} has ${digits} decimals, got ${text}`)
  const minor = BigInt(`${sign}${whole}${fraction.padEnd(digits, '0')}`)
  return { minor, currency }
}
