import { convertEvenly, type RateOf } from '../domain/convert-money.ts'
import { BASE_CURRENCY } from '../domain/exchange-rate.ts'
import { amountText, type Money, money } from '../domain/money.ts'
import { Refused, type UserError } from '../domain/user-error.ts'
import { readRates } from '../store/exchange-rate.ts'
import type { Tx } from '../store/transaction.ts'
import type { SkuLine } from './cart-line.ts'

/** Inputs of a line's price. */
export interface PricedSku {
  readonly id: string
  readonly code: string
  readonly priceMinor: bigint
  readonly currency: string
  readonly costMinor: bigint | null
  readonly costCurrency: string | null
}

/**
 * Unit price of each line for the customer, in fen. Prices in other currencies are converted by the rate of this
 * moment.
 * @param skus in the order of the lines
 * @param bought the lines that are bought upstream: none is sold below its cost while its new price is held
 * @throws Refused PRICE_CHANGED or INVALID_INPUT, an error for each line
 */
export async function unitPrices(
  tx: Tx,
  lines: readonly SkuLine[],
  skus: readonly PricedSku[],
  bought: ReadonlySet<number>,
): Promise<readonly bigint[]> {
  const rateOf = await ratesFor(tx, lines, skus)
  const held = await heldAmong(
    tx,
    [...bought].flatMap((index) => skus[index]?.id ?? []),
  )
  const errors: UserError[] = []
  const prices = lines.map((line, index) => {
    const sku = skus[index]
    if (!sku) throw new RangeError('a line without SKU')
    const charged = convertEvenly(priceOf(sku), BASE_CURRENCY, rateOf)
    const error =
      unpriced(sku, charged, index) ??
      dearer(sku, line, index, rateOf) ??
      (bought.has(index) && held.has(sku.id) ? atLoss(sku, index, rateOf) : null)
    if (error) errors.push(error)
    return charged?.minor ?? 0n
  })
  if (errors.length > 0) throw new Refused(errors)
  return prices
}

const priceOf = ({ priceMinor, currency }: PricedSku): Money => money(priceMinor, currency)
const lineOf = (index: number) => ['lines', String(index)]

function unpriced(sku: PricedSku, charged: Money | null, index: number): UserError | null {
  if (charged) return null
  const message = `${sku.code} is priced in ${sku.currency}, for which there is no exchange rate.`
  return { code: 'INVALID_INPUT', field: lineOf(index), message }
}

/** Compared in the currency in which the customer was shown the price. */
function dearer(sku: PricedSku, { expectedPrice }: SkuLine, index: number, rateOf: RateOf): UserError | null {
  if (!expectedPrice) return null
  const field = [...lineOf(index), 'item', 'expectedPrice']
  const { currency } = expectedPrice
  const price = convertEvenly(priceOf(sku), currency, rateOf)
  if (!price) {
    const message = `The item is priced in ${sku.currency}, and there is no exchange rate for ${currency}.`
    return { code: 'INVALID_INPUT', field, message }
  }
  if (price.minor <= expectedPrice.minor) return null
  const message = `The item costs ${amountText(price)} now, ${amountText(expectedPrice)} were expected.`
  return { code: 'PRICE_CHANGED', field, message }
}

function atLoss(sku: PricedSku, index: number, rateOf: RateOf): UserError | null {
  if (sku.costMinor === null) return null
  const cost = convertEvenly(money(sku.costMinor, sku.costCurrency ?? sku.currency), sku.currency, rateOf)
  if (cost && cost.minor <= sku.priceMinor) return null
  const message = `The seller of ${sku.code} asks for more now, and its new price is not decided yet: try again later.`
  return { code: 'PRICE_CHANGED', field: lineOf(index), message }
}

async function ratesFor(tx: Tx, lines: readonly SkuLine[], skus: readonly PricedSku[]): Promise<RateOf> {
  const currencies = new Set([
    ...skus.flatMap(({ currency, costCurrency }) => [currency, costCurrency ?? currency]),
    ...lines.flatMap(({ expectedPrice }) => expectedPrice?.currency ?? []),
  ])
  currencies.delete(BASE_CURRENCY)
  if (currencies.size === 0) return () => null
  const rates = await readRates(tx, [...currencies])
  return (currency) => rates.get(currency)?.rate ?? null
}

/** SKUs whose new price waits for an operator. */
async function heldAmong(tx: Tx, skuIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (skuIds.length === 0) return new Set()
  const rows = await tx.heldPrice.findMany({
    where: { skuId: { in: [...skuIds] }, decidedAt: null },
    select: { skuId: true },
  })
  return new Set(rows.map(({ skuId }) => skuId))
}
