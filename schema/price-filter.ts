import { BASE_CURRENCY } from '../src/domain/exchange-rate.ts'
import { type Money, parseAmount } from '../src/domain/money.ts'
import { leastFenShownAs } from '../src/domain/price-bounds.ts'
import type { PriceBounds } from '../src/domain/product-list.ts'
import { builder } from './builder.ts'
import type { GraphContext } from './context.ts'
import { badInput } from './errors.ts'

export const PriceFilterRef = builder.inputType('PriceFilter', {
  description: 'A range of prices, both ends included.',
  fields: (t) => ({
    min: t.field({ type: 'Decimal', description: 'In major units, 0 or more; null: no lowest price.' }),
    max: t.field({
      type: 'Decimal',
      description: 'In major units, not below `min`; null: no highest price.',
    }),
    currency: t.field({
      type: 'CurrencyCode',
      description: 'Of both ends, CNY when absent. Another one is compared as prices are shown in it.',
    }),
  }),
})

/** The bounds in fen. @throws GraphQLError BAD_USER_INPUT that names the field below `argument` */
export async function priceBounds(
  argument: string,
  { min, max, currency }: typeof PriceFilterRef.$inferInput,
  { loaders }: Pick<GraphContext, 'loaders'>,
): Promise<PriceBounds> {
  const code = currency ?? BASE_CURRENCY
  const lowest = amountOf(`${argument}.min`, min, code)
  const highest = amountOf(`${argument}.max`, max, code)
  if (lowest && highest && lowest.minor > highest.minor) throw badInput(`${argument}.max`, 'is below min')
  if (code === BASE_CURRENCY) return { min: lowest?.minor ?? null, max: highest?.minor ?? null }
  const rate = await loaders.exchangeRate.load(code)
  if (!rate) throw badInput(`${argument}.currency`, `there is no exchange rate for ${JSON.stringify(code)}`)
  return {
    min: lowest && leastFenShownAs(lowest, rate),
    max: highest && leastFenShownAs({ ...highest, minor: highest.minor + 1n }, rate) - 1n,
  }
}

function amountOf(argument: string, text: string | null | undefined, currency: string): Money | null {
  if (text == null) return null
  let amount: Money
  try {
    amount = parseAmount(text, currency)
  } catch (error) {
    throw badInput(argument, (error as RangeError).message)
  }
  if (amount.minor < 0n) throw badInput(argument, `has to be 0 or more, got ${text}`)
  return amount
}
