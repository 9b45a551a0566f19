import { convertUp, type RateOf } from '../../domain/convert-money.ts'
import type { Money } from '../../domain/money.ts'
import { type PriceTerms, priceOf, risesAbove } from '../../domain/price-rule.ts'

/** Outcome of a price decision. */
export type PriceResult =
  /** The rule's price is the SKU's now. */
  | 'PRICED'
  /** No rule fits: the cost is the price. */
  | 'NO_RULE'
  /** There is no exchange rate that the rule needs: the price stays. */
  | 'NO_RATE'
  /** The price would rise by more than the rule allows: it stays until an operator decides. */
  | 'HELD'
  /** An operator has refused this rise: the price stays. */
  | 'KEPT'
  /** A person has set the price: it stays. */
  | 'BY_HAND'
  /** Its cost is unknown: the price stays. */
  | 'NO_COST'

/** A SKU before its price is decided. */
export interface PricedSku {
  readonly price: Money
  readonly byHand: boolean
  /** Present cost; null: unknown. */
  readonly cost: Money | null
  /** Cost when it was last priced; null: never. */
  readonly costBefore: Money | null
  /** A rise of it waits for an operator. */
  readonly isHeld: boolean
  /** The price that an operator refused in his last decision; null: his last decision was another, or there is none. */
  readonly refused: Money | null
}

type Rule = PriceTerms & { readonly holdAbovePercent: string | null }

export interface DecidedPrice {
  readonly result: PriceResult
  /** The SKU's from now on. */
  readonly price: Money
  /** Price by the rule while it is held; else null. */
  readonly proposed: Money | null
}

/**
 * Decides a SKU's price. Only a change of the cost can be held: who changes a rule wants its prices. Neither the first
 * price nor a fall is held.
 */
export function decidePrice(sku: PricedSku, rule: Rule | null, rateOf: RateOf): DecidedPrice {
  const { price, cost, costBefore, refused } = sku
  const stays = (result: PriceResult): DecidedPrice => ({ result, price, proposed: null })
  if (sku.byHand) return stays('BY_HAND')
  if (!cost) return stays('NO_COST')
  if (!rule) return { result: 'NO_RULE', price: cost, proposed: null }
  const proposed = priceOf(cost, rule, rateOf)
  if (!proposed) return stays('NO_RATE')
  const next: DecidedPrice = { result: 'PRICED', price: proposed, proposed: null }
  if (!costBefore) return next
  const isTooMuch = risesAbove(price, proposed, rule.holdAbovePercent, rateOf)
  if (isTooMuch === null) return stays('NO_RATE')
  if (!isTooMuch) return next
  const most = refused && convertUp(refused, proposed.currency, rateOf)
  if (most && proposed.minor <= most.minor) return stays('KEPT')
  return sku.isHeld || !sameMoney(cost, costBefore) ? { result: 'HELD', price, proposed } : next
}

export const sameMoney = (a: Money, b: Money): boolean => a.minor === b.minor && a.currency === b.currency
