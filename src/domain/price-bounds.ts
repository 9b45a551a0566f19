import { convert } from './convert-money.ts'
import { BASE_CURRENCY, type ExchangeRate } from './exchange-rate.ts'
import type { Money } from './money.ts'

/** More than any price: the maximum of PostgreSQL's bigint. */
const MOST_FEN = 2n ** 62n

/**
 * The lowest price in fen that is shown, in the currency of the rate, as at least this amount. Prices are rounded when
 * they are shown, so that the filter agrees with what the shopper reads.
 */
export function leastFenShownAs(wanted: Money, rate: ExchangeRate): bigint {
  const isEnough = (minor: bigint) => convert({ minor, currency: BASE_CURRENCY }, rate).minor >= wanted.minor
  let high = 1n
  while (high < MOST_FEN && !isEnough(high)) high *= 2n
  let low = 0n
  while (low < high) {
    const middle = (low + high) / 2n
    if (isEnough(middle)) high = middle
    else low = middle + 1n
  }
  return low
}
