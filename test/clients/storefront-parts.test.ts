import { describe, expect, it } from 'vitest'
import { backOffMs } from '../../client-examples/shared-web/live/back-off.ts'
import { cursorOf, verdictOf } from '../../client-examples/shared-web/live/feed-result.ts'
import { hashOf, paletteOf } from '../../client-examples/storefront/src/art/palette.ts'
import { sumOf } from '../../client-examples/storefront/src/cart/sum.ts'
import { sorted } from '../../client-examples/storefront/src/checkout/field-errors.ts'
import { newerOnly } from '../../client-examples/storefront/src/graph/only-newer.ts'
import { stepsOf } from '../../client-examples/storefront/src/orders/steps.ts'
import { axesOf, pick, type SkuChoice } from '../../client-examples/storefront/src/product/choice.ts'
import { currencyOfRegion } from '../../client-examples/storefront/src/settings/currency-of-region.ts'
import { availabilityOf, availableOf } from '../../client-examples/storefront/src/stock/availability.ts'
import { speechOf, TABLES } from '../../client-examples/storefront/src/words/speech.ts'

describe('coming back', () => {
  it('waits up to twice as long after each failure, never longer than twenty seconds', () => {
    expect([1, 2, 3, 6, 20].map((failures) => backOffMs(failures, () => 1))).toEqual([
      500, 1000, 2000, 16_000, 20_000,
    ])
    expect(backOffMs(5, () => 0)).toBe(0)
  })

  it.each([
    ['event', { data: { orderChanges: {} } }],
    ['event', { data: { orderChanges: {} }, errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] }],
    ['retry', { errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] }],
    ['retry', { errors: new Error('socket closed') }],
    ['final', { data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }],
    ['final', { errors: [{ message: 'Unknown field' }] }],
  ])('takes as %s: %j', (verdict, result) => {
    expect(verdictOf(result)).toBe(verdict)
  })

  it('finds the cursor of any feed', () => {
    expect(cursorOf({ data: { stockChanges: { cursor: 'c1' } } })).toBe('c1')
    expect(cursorOf({ data: { backInStock: { cursor: 'c2' } } })).toBe('c2')
    expect(cursorOf({ data: null })).toBeUndefined()
    expect(cursorOf({ errors: [] })).toBeUndefined()
  })
})

describe('news of a level', () => {
  const change = (id: string, version: number) => ({ data: { stockChanges: { level: { id, version } } } })
  const snapshot = (id: string, version: number) => ({
    data: { stockChanges: { levels: [{ id, version }] } },
  })

  it('is what has a higher version than was seen, per level', () => {
    const isNews = newerOnly()
    const seen = [
      snapshot('a', 4),
      change('a', 4),
      change('a', 5),
      change('b', 1),
      change('a', 5),
      change('a', 4),
    ]
    expect(seen.map(isNews)).toEqual([true, false, true, true, false, false])
  })

  it('are gaps and events of other feeds', () => {
    const isNews = newerOnly()
    expect(isNews({ data: { stockChanges: { cursor: 'x', gapReason: 'RETENTION' } } })).toBe(true)
    expect(isNews({ data: { orderChanges: { cursor: 'x' } } })).toBe(true)
  })
})

describe('money', () => {
  it('is added exactly, in the digits of the currency', () => {
    const price = (amount: string, currency: string) => ({ amount, currency })
    expect(sumOf([{ price: price('0.10', 'USD'), quantity: 3 }])).toEqual(price('0.30', 'USD'))
    const lines = [
      { price: price('1999.99', 'EUR'), quantity: 7 },
      { price: price('0.02', 'EUR'), quantity: 1 },
    ]
    expect(sumOf(lines)).toEqual(price('13999.95', 'EUR'))
    expect(sumOf([{ price: price('4007', 'JPY'), quantity: 2 }])).toEqual(price('8014', 'JPY'))
    expect(sumOf([])).toBeNull()
  })

  it.each([
    ['de-DE', 'EUR'],
    ['ja', 'JPY'],
    ['en-SG', 'SGD'],
    ['zh', 'CNY'],
    ['pt-BR', 'USD'],
  ])('is thought of by people of %s in %s', (language, currency) => {
    expect(currencyOfRegion(language)).toBe(currency)
  })
})

describe('stock', () => {
  const sku = (...available: number[]) => ({ stockLevels: available.map((each) => ({ available: each })) })

  it.each([
    [[0, 0], 0, 'OUT_OF_STOCK'],
    [[], 0, 'OUT_OF_STOCK'],
    [[9, 9], 18, 'LOW_STOCK'],
    [[10, 0], 10, 'IN_STOCK'],
  ])('of %j is %i pieces, %s', (levels, pieces, word) => {
    expect([availableOf(sku(...levels)), availabilityOf(sku(...levels))]).toEqual([pieces, word])
  })
})

describe('choosing a SKU', () => {
  const made = (code: string, colour: string, size: string) =>
    ({
      code,
      attributes: [
        { name: 'Colour', value: colour },
        { name: 'Size', value: size },
      ],
    }) as unknown as SkuChoice
  const skus = [made('RS', 'red', 'S'), made('RM', 'red', 'M'), made('BM', 'blue', 'M')]

  it('offers every axis with its values', () => {
    expect(axesOf(skus)).toEqual([
      { name: 'Colour', values: ['red', 'blue'] },
      { name: 'Size', values: ['S', 'M'] },
    ])
  })

  it('keeps what was chosen before where that is made, and moves it where not', () => {
    const [redSmall, redMedium] = skus as [SkuChoice, SkuChoice]
    expect(pick(skus, redMedium, 'Colour', 'blue').code).toBe('BM')
    expect(pick(skus, redSmall, 'Colour', 'blue').code).toBe('BM')
    expect(pick(skus, redMedium, 'Size', 'S').code).toBe('RS')
  })
})

describe('an order', () => {
  it('skips steps that were skipped and marks where it is', () => {
    const events = [
      { at: '1', from: null, to: 'PENDING_PAYMENT' as const },
      { at: '2', from: 'PENDING_PAYMENT' as const, to: 'PAID' as const },
      { at: '3', from: 'PAID' as const, to: 'SHIPPED' as const },
    ]
    expect(stepsOf('SHIPPED', events)?.map(({ status, state }) => `${status} ${state}`)).toEqual([
      'PENDING_PAYMENT done',
      'PAID done',
      'SHIPPED now',
      'DELIVERED to come',
    ])
    expect(stepsOf('COMPLETED', events)?.every(({ state }) => state === 'done')).toBe(true)
    expect(stepsOf('CANCELLED', events)).toBeNull()
  })

  it('that was refused says where', () => {
    const wrong = sorted([
      { __typename: 'UserError', code: 'INVALID_INPUT', field: ['shippingAddress', 'phone'], message: 'p' },
      {
        __typename: 'UserError',
        code: 'INSUFFICIENT_STOCK',
        field: ['lines', '2', 'quantity'],
        message: 'l',
      },
      { __typename: 'UserError', code: 'LIMIT_EXCEEDED', field: null, message: 'other' },
    ])
    expect([[...wrong.fields], [...wrong.lines], wrong.others]).toEqual([['phone'], [2], ['other']])
  })
})

describe('words', () => {
  it('have the same blanks in every language', () => {
    const blanks = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()
    const { en, zh } = TABLES
    const names = Object.keys(en ?? {}) as (keyof NonNullable<typeof en>)[]
    expect(names.length).toBeGreaterThan(100)
    // The English form for one piece may do without the number.
    expect(names.filter((name) => `${blanks(en?.[name] ?? '')}` !== `${blanks(zh?.[name] ?? '')}`)).toEqual(
      [],
    )
  })

  it('count, and write money as the language does', () => {
    const english = speechOf('en')
    expect([english.t('results', { n: 1 }), english.t('results', { n: 2 })]).toEqual([
      '1 product',
      '2 products',
    ])
    expect(speechOf('zh').t('results', { n: 1 })).toBe('共 1 件商品')
    expect(english.money({ amount: '1234.50', currency: 'USD' })).toBe('$1,234.50')
    expect(english.money({ amount: '4007', currency: 'JPY' })).toBe('¥4,007')
    expect(english.money({ amount: '12.5', currency: 'SGD' })).toBe('SGD\u00a012.50')
    expect(english.money({ amount: '12.5', currency: 'CNY' })).toBe('CN¥12.50')
  })
})

describe('pictures', () => {
  it('are the same for the same product, and differ between products', () => {
    expect(paletteOf('tea', 'p1')).toEqual(paletteOf('tea', 'p1'))
    const skies = new Set(Array.from({ length: 50 }, (_, index) => paletteOf('tea', `p${index}`).sky))
    expect(skies.size).toBeGreaterThan(10)
    expect(hashOf('p1')).toBe(hashOf('p1'))
  })
})
