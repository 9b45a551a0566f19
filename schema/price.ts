import { convertEvenly } from '../src/domain/convert-money.ts'
import { BASE_CURRENCY } from '../src/domain/exchange-rate.ts'
import type { Money } from '../src/domain/money.ts'
import type { GraphContext } from './context.ts'
import { badInput } from './errors.ts'

/**
 * A stored price in the currency asked for, rounded to that currency's digits; rates are read once per request.
 * @throws GraphQLError BAD_USER_INPUT that names `currency` when operators keep no rate for it
 */
export function priceIn<Price extends Money | null>(
  price: Price,
  currency: string | null | undefined,
  { loaders }: Pick<GraphContext, 'loaders'>,
): Price | Promise<Money> {
  if (!price || currency == null || currency === price.currency) return price
  return inCurrency(price, currency, loaders)
}

async function inCurrency(
  price: Money,
  currency: string,
  { exchangeRate }: Pick<GraphContext['loaders'], 'exchangeRate'>,
): Promise<Money> {
  const needed = [price.currency, currency].filter((code) => code !== BASE_CURRENCY)
  const rates = await Promise.all(needed.map((code) => exchangeRate.load(code)))
  const missing = needed.find((_code, index) => !rates[index])
  const converted = convertEvenly(
    price,
    currency,
    (code) => rates.find((rate) => rate?.currency === code)?.rate ?? null,
  )
  if (!converted)
    throw badInput('currency', `there is no exchange rate for ${JSON.stringify(missing?.slice(0, 10))}`)
  return converted
}

export const CURRENCY_DESCRIPTION =
  'Currency to convert to (see `exchangeRates`), rounded half to even; as stored (CNY) when absent.'
