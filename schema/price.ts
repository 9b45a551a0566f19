import type { Money } from '../src/domain/money.ts'
import { notImplemented } from './errors.ts'

/** A stored price in the currency asked for. Conversion comes with the table of exchange rates. */
export function priceIn(price: Money | null, currency: string | null | undefined): Money | null {
  if (price && currency && currency !== price.currency)
    throw notImplemented(`Conversion of ${price.currency} to ${currency}`)
  return price
}

export const CURRENCY_DESCRIPTION = 'ISO 4217 code to convert to; as stored (CNY) when absent.'
