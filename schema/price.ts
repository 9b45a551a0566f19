import { convert } from '../src/domain/exchange-rate.ts'
import type { Money } from '../src/domain/money.ts'
import type { GraphContext } from './context.ts'
import { badInput } from './errors.ts'

/**
 * A stored price in the currency asked for, rounded to that currency's digits; rates are read once per request.
 * @throws GraphQLError BAD_USER_INPUT that names `currency` when operators keep no rate for it
 */
export function priceIn(
  price: Money | null,
  currency: string | null | undefined,
  { loaders }: Pick<GraphContext, 'loaders'>,
): Money | null | Promise<Money> {
  if (!price || currency == null || currency === price.currency) return price
  return loaders.exchangeRate.load(currency).then((rate) => {
    if (!rate)
      throw badInput('currency', `there is no exchange rate for ${JSON.stringify(currency.slice(0, 10))}`)
    return convert(price, rate)
  })
}

export const CURRENCY_DESCRIPTION =
  'ISO 4217 code to convert to (see `exchangeRates`), rounded half to even; as stored (CNY) when absent.'
