import { convertEvenly, convertExactly } from '../src/domain/convert-money.ts'
import { BASE_CURRENCY } from '../src/domain/exchange-rate.ts'
import { compare } from '../src/domain/fraction.ts'
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

/** The lowest of several prices, in the currency asked for; null when there is none. */
export function lowestIn(
  prices: readonly Money[],
  currency: string | null | undefined,
  context: Pick<GraphContext, 'loaders'>,
): Money | null | Promise<Money | null> {
  const range = rangeOf(prices, context)
  return range instanceof Promise
    ? range.then((found) => priceIn(found?.min ?? null, currency, context))
    : priceIn(range?.min ?? null, currency, context)
}

/** The lowest and the highest of several prices, in the currency asked for; null when there is none. */
export async function rangeIn(
  prices: readonly Money[],
  currency: string | null | undefined,
  context: Pick<GraphContext, 'loaders'>,
): Promise<MoneyRange | null> {
  const range = await rangeOf(prices, context)
  if (!range) return null
  const [min, max] = await Promise.all([
    priceIn(range.min, currency, context),
    priceIn(range.max, currency, context),
  ])
  return { min, max }
}

/** By what they are worth; those without an exchange rate do not count. */
function rangeOf(
  prices: readonly Money[],
  { loaders }: Pick<GraphContext, 'loaders'>,
): MoneyRange | null | Promise<MoneyRange | null> {
  const [first] = prices
  if (first === undefined) return null
  if (prices.every(({ currency }) => currency === first.currency))
    return ends(prices.toSorted((a, b) => (a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0)))
  return rangeByValue(prices, loaders)
}

interface MoneyRange {
  readonly min: Money
  readonly max: Money
}

async function rangeByValue(
  prices: readonly Money[],
  { exchangeRate }: Pick<GraphContext['loaders'], 'exchangeRate'>,
): Promise<MoneyRange | null> {
  const codes = [...new Set(prices.map(({ currency }) => currency))].filter((code) => code !== BASE_CURRENCY)
  const rates = await Promise.all(codes.map((code) => exchangeRate.load(code)))
  const rateOf = (code: string) => rates.find((rate) => rate?.currency === code)?.rate ?? null
  const valued = prices.flatMap((price) => {
    const value = convertExactly(price, BASE_CURRENCY, rateOf)
    return value ? [{ price, value }] : []
  })
  return ends(valued.toSorted((a, b) => compare(a.value, b.value)).map(({ price }) => price))
}

function ends(sorted: readonly Money[]): MoneyRange | null {
  const [min, max] = [sorted[0], sorted.at(-1)]
  return min && max ? { min, max } : null
}

export const CURRENCY_DESCRIPTION =
  'Currency to convert to (see `exchangeRates`), rounded half to even; as stored (CNY) when absent.'
