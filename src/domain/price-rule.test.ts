import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyDigits } from './currency.ts'
import { compare, fractionOf, multiply, subtract } from './fraction.ts'
import { formatAmount, money, parseAmount } from './money.ts'
import {
  chooseRule,
  marginIsBelow,
  type PriceTerms,
  priceOf,
  type RuleScope,
  risesAbove,
} from './price-rule.ts'

const NOTHING: PriceTerms = {
  currency: null,
  markupPercent: '0',
  fixed: null,
  roundTo: null,
  minMarginPercent: null,
  paymentSharePercent: null,
}
const RATES: Readonly<Record<string, string>> = { USD: '0.1389', JPY: '21.37', KWD: '0.0428125' }
const rateOf = (currency: string) => RATES[currency] ?? null
const priced = (cost: string, terms: Partial<PriceTerms>, currency = 'CNY') => {
  const price = priceOf(parseAmount(cost, currency), { ...NOTHING, ...terms }, rateOf)
  return price && `${formatAmount(price)} ${price.currency}`
}

describe('the price of a rule', () => {
  it.each<[string, string, Partial<PriceTerms>, string]>([
    ['the cost without anything', '12.34', {}, '12.34 CNY'],
    ['a markup, rounded up once', '10.01', { markupPercent: '12.5' }, '11.27 CNY'],
    ['a fixed sum after the markup', '10.00', { markupPercent: '10', fixed: money(250) }, '13.50 CNY'],
    ['the share of the payment on top', '97.00', { paymentSharePercent: '3' }, '100.00 CNY'],
    [
      'the floor where the markup is too low',
      '75.00',
      { markupPercent: '5', minMarginPercent: '25' },
      '100.00 CNY',
    ],
    ['the floor rounded up as well', '75.01', { minMarginPercent: '25', roundTo: '0.50' }, '100.50 CNY'],
    ['the multiple itself when it is met', '99.00', { roundTo: '9' }, '99.00 CNY'],
    ['no step finer than the minor unit', '10.00', { markupPercent: '0.01', roundTo: '0.001' }, '10.01 CNY'],
    ['yen without decimals', '10.00', { currency: 'JPY' }, '214 JPY'],
    ['yen of a step with decimals', '10.00', { currency: 'JPY', roundTo: '0.5' }, '214 JPY'],
    ['dinars with three decimals', '10.00', { currency: 'KWD' }, '0.429 KWD'],
    ['a fixed sum in another currency', '10.00', { fixed: money(100, 'USD') }, '17.20 CNY'],
  ])('is %s', (_what, cost, terms, price) => {
    expect(priced(cost, terms)).toBe(price)
  })

  it('is unknown without an exchange rate', () => {
    expect(priced('10.00', { currency: 'CHF' })).toBeNull()
    expect(priced('10.00', { fixed: money(100, 'CHF') })).toBeNull()
  })

  const percent = (max: number) =>
    fc.integer({ min: 0, max: max * 10_000 }).map((n) => (n / 10_000).toFixed(4))
  const terms: fc.Arbitrary<PriceTerms> = fc.record({
    currency: fc.constantFrom(null, 'CNY', 'USD', 'JPY', 'KWD'),
    markupPercent: percent(500),
    fixed: fc.option(
      fc.record({ minor: fc.bigInt(0n, 100_000n), currency: fc.constantFrom('CNY', 'USD', 'JPY') }),
    ),
    roundTo: fc.option(fc.constantFrom('0.001', '0.05', '0.015', '0.5', '1', '9', '10')),
    minMarginPercent: fc.option(percent(60)),
    paymentSharePercent: fc.option(percent(30)),
  })
  const cost = fc.record({
    minor: fc.bigInt(0n, 10n ** 12n),
    currency: fc.constantFrom('CNY', 'USD', 'JPY', 'KWD'),
  })
  const major = ({ minor, currency }: { minor: bigint; currency: string }) => ({
    n: minor,
    d: 10n ** BigInt(currencyDigits(currency)),
  })

  it('leaves the least margin after rounding', () => {
    fc.assert(
      fc.property(cost, terms, (one, rule) => {
        const same = { ...rule, currency: one.currency, fixed: null }
        const price = priceOf(one, same, rateOf)
        if (!price) throw new Error('no rate is needed')
        const left = subtract(fractionOf('100'), fractionOf(rule.minMarginPercent ?? '0'))
        const mostCost = multiply(major(price), { n: left.n, d: left.d * 100n })
        expect(compare(mostCost, major(one))).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is a multiple of roundTo', () => {
    fc.assert(
      fc.property(cost, terms, (one, rule) => {
        const price = priceOf(one, rule, rateOf)
        if (!price) throw new Error('all rates are there')
        const step = fractionOf(rule.roundTo ?? '0.001')
        const { n, d } = major(price)
        expect((n * step.d) % (d * step.n)).toBe(0n)
      }),
    )
  })

  it('does not fall when the cost rises', () => {
    fc.assert(
      fc.property(cost, fc.bigInt(0n, 10n ** 9n), terms, (one, more, rule) => {
        const [low, high] = [one.minor, one.minor + more].map((minor) =>
          priceOf({ ...one, minor }, rule, rateOf),
        )
        expect((high?.minor ?? 0n) >= (low?.minor ?? 0n)).toBe(true)
      }),
    )
  })
})

describe('a rise', () => {
  it('is above a percentage only when it is more', () => {
    expect(risesAbove(money(1000), money(1200), '20', rateOf)).toBe(false)
    expect(risesAbove(money(1000), money(1201), '20', rateOf)).toBe(true)
    expect(risesAbove(money(1000), money(900), '0', rateOf)).toBe(false)
    expect(risesAbove(money(1000), money(99_999), null, rateOf)).toBe(false)
    expect(risesAbove(money(1000), money(1), '20', () => null)).toBe(false)
    expect(risesAbove(money(1000, 'CHF'), money(1000), '20', rateOf)).toBeNull()
  })
})

describe('a margin', () => {
  it('is below a percentage of the price only when it is less', () => {
    expect(marginIsBelow(money(1000), money(800), '20', rateOf)).toBe(false)
    expect(marginIsBelow(money(1000), money(801), '20', rateOf)).toBe(true)
    expect(marginIsBelow(money(1000), money(1000), '0', rateOf)).toBe(false)
  })

  it('compares a cost in another currency by the rates, and is unknown without one', () => {
    // 20.00 USD are 143.99 CNY.
    expect(marginIsBelow(money(18_000), money(2_000, 'USD'), '20', rateOf)).toBe(false)
    expect(marginIsBelow(money(17_990), money(2_000, 'USD'), '20', rateOf)).toBe(true)
    expect(marginIsBelow(money(1000), money(800, 'CHF'), '20', rateOf)).toBeNull()
  })
})

describe('the rule of a SKU', () => {
  const rule = (id: string, scope: Partial<RuleScope>, year = 2026): RuleScope => ({
    id,
    supplierId: null,
    categoryId: null,
    platform: null,
    createdAt: new Date(Date.UTC(year, 0, 1)),
    ...scope,
  })
  const all = rule('all', {})
  const platform = rule('platform', { platform: 'TAOBAO' })
  const root = rule('root', { categoryId: 'root' })
  const leaf = rule('leaf', { categoryId: 'leaf' })
  const supplier = rule('supplier', { supplierId: 'lin' })
  const both = rule('both', { supplierId: 'lin', platform: 'TAOBAO' })
  const sku = {
    supplierId: 'lin',
    categories: new Map([
      ['leaf', 0],
      ['root', 1],
    ]),
    platforms: new Set(['TAOBAO' as const]),
  }

  it('is the most specific that fits', () => {
    const rules = [all, platform, root, leaf, supplier, both]
    for (let left = rules.length; left > 0; left--)
      expect(chooseRule(rules.slice(0, left).toReversed(), sku)?.id).toBe(rules[left - 1]?.id)
    expect(chooseRule([], sku)).toBeNull()
  })

  it('is none whose scope names something else', () => {
    const stranger = { supplierId: null, categories: new Map(), platforms: new Set(['JD' as const]) }
    expect(chooseRule([both, supplier, leaf, root, platform], stranger)).toBeNull()
    expect(chooseRule([both, supplier, leaf, root, platform, all], stranger)).toBe(all)
  })

  it('is the one that is named for the SKU, whatever fits', () => {
    const named = { ...sku, pinnedRuleId: 'z' }
    const other = rule('z', { platform: 'JD' }, 2024)
    expect(chooseRule([supplier, other, all], named)).toBe(other)
    expect(chooseRule([supplier, all], named)).toBe(supplier)
  })

  it('is the older of two alike', () => {
    const older = rule('z', { platform: 'TAOBAO' }, 2024)
    expect(chooseRule([platform, older], sku)).toBe(older)
    expect(chooseRule([older, platform], sku)).toBe(older)
  })

  it('is the one with the lower id of two that were made at the same moment', () => {
    const twin = rule('a', { platform: 'TAOBAO' })
    expect(chooseRule([platform, twin], sku)).toBe(twin)
    expect(chooseRule([twin, platform], sku)).toBe(twin)
  })

  it('is the nearest category, also where an ancestor has the older rule', () => {
    const older = rule('root', { categoryId: 'root' }, 2024)
    const categories = new Map([
      ['leaf', 1],
      ['root', 2],
    ])
    expect(chooseRule([older, leaf], { ...sku, categories })).toBe(leaf)
    expect(chooseRule([leaf, older], { ...sku, categories })).toBe(leaf)
  })
})
