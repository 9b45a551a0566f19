import { convertExactly, minorUnit, type RateOf } from './convert-money.ts'
import {
  add,
  ceil,
  compare,
  divide,
  type Fraction,
  fractionOf,
  leastCommonMultiple,
  multiply,
  ONE,
  subtract,
} from './fraction.ts'
import type { Money } from './money.ts'
import type { Platform } from './platform.ts'

/** How a rule computes a price from a cost. Percents and `roundTo` are decimals as text; null: none. */
export interface PriceTerms {
  /** Of the price; null: the cost's own. */
  readonly currency: string | null
  readonly markupPercent: string
  readonly fixed: Money | null
  /** In major units of the price's currency: "0.50". Null: its minor unit. */
  readonly roundTo: string | null
  /** Share of the price that is left after the cost, at least. Null: 0, so that the cost is always covered. */
  readonly minMarginPercent: string | null
  /** Share of the price that the payment provider keeps. */
  readonly paymentSharePercent: string | null
}

const HUNDRED = fractionOf('100')

/**
 * ceilTo(max((cost x (1 + markup) + fixed) / (1 - payment share), cost / (1 - least margin)), roundTo), in exact
 * fractions and rounded once, so the least margin still holds after rounding.
 * @returns null when an amount can't be converted because there is no exchange rate
 */
export function priceOf(cost: Money, terms: PriceTerms, rateOf: RateOf): Money | null {
  const currency = terms.currency ?? cost.currency
  const own = convertExactly(cost, currency, rateOf)
  const fixed = terms.fixed ? convertExactly(terms.fixed, currency, rateOf) : { n: 0n, d: 1n }
  if (!own || !fixed) return null
  const asked = divide(
    add(multiply(own, add(ONE, share(terms.markupPercent))), fixed),
    subtract(ONE, share(terms.paymentSharePercent)),
  )
  const floor = divide(own, subtract(ONE, share(terms.minMarginPercent)))
  const step = stepOf(terms.roundTo, currency)
  const steps = ceil(divide(compare(asked, floor) < 0 ? floor : asked, step))
  const rounded = multiply({ n: steps, d: 1n }, divide(step, minorUnit(currency)))
  return { minor: rounded.n / rounded.d, currency }
}

/** The least amount that is a multiple of both `roundTo` and the currency's minor unit. */
function stepOf(roundTo: string | null, currency: string): Fraction {
  const unit = minorUnit(currency)
  return roundTo === null ? unit : leastCommonMultiple(fractionOf(roundTo), unit)
}

const share = (percent: string | null): Fraction => divide(fractionOf(percent ?? '0'), HUNDRED)

/** Whether the price rises by more than `percent`. Null percent: no limit. Returns null where it can't be compared. */
export function risesAbove(
  before: Money,
  after: Money,
  percent: string | null,
  rateOf: RateOf,
): boolean | null {
  if (percent === null) return false
  const from = convertExactly(before, after.currency, rateOf)
  const to = convertExactly(after, after.currency, rateOf)
  return from && to && compare(to, multiply(from, add(ONE, share(percent)))) > 0
}

/** Whether the margin is below `percent` of the price. Null where it can't be compared. */
export function marginIsBelow(price: Money, cost: Money, percent: string, rateOf: RateOf): boolean | null {
  const paid = convertExactly(cost, price.currency, rateOf)
  const asked = convertExactly(price, price.currency, rateOf)
  return paid && asked && compare(subtract(asked, paid), multiply(asked, share(percent))) < 0
}

/** Which SKUs a rule is for; null: any. All named ones must match. */
export interface RuleScope {
  readonly id: string
  readonly supplierId: string | null
  readonly categoryId: string | null
  readonly platform: Platform | null
  readonly createdAt: Date
}

/** Properties of a SKU that select its rule. */
export interface SkuPlace {
  /** The rule that its product's import named; it comes before those that fit. Absent or null: none. */
  readonly pinnedRuleId?: string | null
  readonly supplierId: string | null
  /** Its product's categories (0) and their ancestors, with the steps up to each. */
  readonly categories: ReadonlyMap<string, number>
  /** Marketplaces that list it. */
  readonly platforms: ReadonlySet<Platform>
}

/**
 * Its own rule, else the most specific one that fits. Rules that name the supplier come first, then those with the
 * nearest category, then those that name the platform; the older of two equal ones wins.
 */
export function chooseRule<Rule extends RuleScope>(rules: readonly Rule[], sku: SkuPlace): Rule | null {
  const pinned = rules.find(({ id }) => id === sku.pinnedRuleId)
  if (pinned) return pinned
  const fitting = rules.filter(
    ({ supplierId, categoryId, platform }) =>
      (supplierId === null || supplierId === sku.supplierId) &&
      (categoryId === null || sku.categories.has(categoryId)) &&
      (platform === null || sku.platforms.has(platform)),
  )
  const rank = ({ supplierId, categoryId, platform, createdAt, id }: Rule) => [
    supplierId === null ? 1 : 0,
    categoryId === null ? Number.POSITIVE_INFINITY : (sku.categories.get(categoryId) ?? 0),
    platform === null ? 1 : 0,
    createdAt.getTime(),
    id,
  ]
  return fitting.toSorted((a, b) => compareRanks(rank(a), rank(b)))[0] ?? null
}

/** By the first place where they differ; ids are the last, so two rules always differ. */
function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1
}
