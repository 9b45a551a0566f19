import { expect, it } from 'vitest'
import { money } from '../../domain/money.ts'
import { decidePrice, type PricedSku } from './decide-price.ts'

const RULE = {
  currency: null,
  markupPercent: '50',
  fixed: null,
  roundTo: null,
  minMarginPercent: null,
  paymentSharePercent: null,
  holdAbovePercent: '20',
}
const SKU: PricedSku = {
  price: money(1500),
  byHand: false,
  cost: money(1000),
  costBefore: money(1000),
  isHeld: false,
  refused: null,
}
const decide = (sku: Partial<PricedSku>, rule: typeof RULE | null = RULE) =>
  decidePrice({ ...SKU, ...sku }, rule, () => null)

it.each<[string, Partial<PricedSku>, string, bigint]>([
  ['an equal cost', {}, 'PRICED', 1500n],
  ['a rise inside the limit', { cost: money(1200) }, 'PRICED', 1800n],
  ['a rise beyond the limit', { cost: money(1201) }, 'HELD', 1500n],
  ['a fall, however far', { cost: money(10) }, 'PRICED', 15n],
  ['the first cost', { costBefore: null, cost: money(9000) }, 'PRICED', 13_500n],
  ['a rule that asks for more, at the same cost', { price: money(100) }, 'PRICED', 1500n],
  ['the same cost while a rise waits', { price: money(100), isHeld: true }, 'HELD', 100n],
  ['a return inside the limit while a rise waits', { cost: money(1100), isHeld: true }, 'PRICED', 1650n],
  ['a rise that was refused', { cost: money(2000), refused: money(3000) }, 'KEPT', 1500n],
  ['the refused rise at the same cost', { price: money(1000), refused: money(1500) }, 'KEPT', 1000n],
  ['a rise above the refused one', { cost: money(2001), refused: money(3000) }, 'HELD', 1500n],
  ['a rise inside the limit after a refusal', { cost: money(1100), refused: money(3000) }, 'PRICED', 1650n],
  ['a price set by hand', { cost: money(9000), byHand: true }, 'BY_HAND', 1500n],
  ['no known cost', { cost: null, costBefore: null }, 'NO_COST', 1500n],
])('decides on %s', (_what, sku, result, minor) => {
  expect(decide(sku)).toMatchObject({ result, price: money(minor) })
})

it('proposes the price of the rule while it is held', () => {
  expect(decide({ cost: money(2000) }).proposed).toEqual(money(3000))
  expect(decide({ cost: money(1100) }).proposed).toBeNull()
})

it('sells at cost without a rule, and leaves a price that needs a missing rate', () => {
  expect(decide({ cost: money(2000) }, null)).toMatchObject({ result: 'NO_RULE', price: money(2000) })
  expect(decide({ cost: money(2000, 'CHF') }, { ...RULE, currency: 'CNY' } as never)).toMatchObject({
    result: 'NO_RATE',
    price: money(1500),
  })
})

it('holds nothing where the rule has no limit', () => {
  expect(decide({ cost: money(9000) }, { ...RULE, holdAbovePercent: null } as never).result).toBe('PRICED')
})
