import { Client, subscriptionExchange } from '@urql/core'
import { isUnionType } from 'graphql'
import { describe, expect, it, vi } from 'vitest'
import { LiveStockDocument } from '../../client-examples/generated/storefront/graphql.ts'
import { backOffMs } from '../../client-examples/shared-web/live/back-off.ts'
import { cursorOf, verdictOf } from '../../client-examples/shared-web/live/feed-result.ts'
import { hashOf, paletteOf } from '../../client-examples/storefront/src/art/palette.ts'
import { sumOf } from '../../client-examples/storefront/src/cart/sum.ts'
import {
  graphFilter,
  isNarrowed,
  NO_FILTERS,
  read,
  toggled,
  write,
} from '../../client-examples/storefront/src/catalogue/filters.ts'
import { sorted } from '../../client-examples/storefront/src/checkout/field-errors.ts'
import { fieldsOfCountry } from '../../client-examples/storefront/src/checkout/fields-of-country.ts'
import { cache, POSSIBLE_TYPES } from '../../client-examples/storefront/src/graph/cache.ts'
import { newerOnly } from '../../client-examples/storefront/src/graph/only-newer.ts'
import { choicesOf, rangeOf } from '../../client-examples/storefront/src/item/choices.ts'
import { isItemText } from '../../client-examples/storefront/src/item/link-text.ts'
import { stepsOf } from '../../client-examples/storefront/src/orders/steps.ts'
import { sourcesOf } from '../../client-examples/storefront/src/picture/sources.ts'
import { axesOf, pick, type SkuChoice } from '../../client-examples/storefront/src/product/choice.ts'
import { currencyOfRegion } from '../../client-examples/storefront/src/settings/currency-of-region.ts'
import { availabilityOf, availableOf } from '../../client-examples/storefront/src/stock/availability.ts'
import { speechOf, TABLES } from '../../client-examples/storefront/src/words/speech.ts'
import { schema } from '../../schema/index.ts'
import { addressFormat } from '../../src/domain/address-format.ts'
import { COUNTRIES } from '../../src/domain/country.ts'

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

  it('of what is bought to order is made to order once nothing is left', () => {
    expect(availabilityOf({ ...sku(0), buyToOrder: true })).toBe('MADE_TO_ORDER')
    expect(availabilityOf({ ...sku(3), buyToOrder: true })).toBe('LOW_STOCK')
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

describe('the form of an address', () => {
  it.each([
    ['HK', { postalCode: 'none', city: 'optional', region: 'required' }],
    ['MO', { postalCode: 'none', city: 'none', region: 'none' }],
    ['AE', { postalCode: 'none', city: 'none', region: 'required' }],
    ['SG', { postalCode: 'required', city: 'none', region: 'none' }],
    ['IE', { postalCode: 'optional', city: 'required', region: 'optional' }],
    ['US', { postalCode: 'required', city: 'required', region: 'required' }],
    ['', { postalCode: 'none', city: 'required', region: 'none' }],
  ])('has the fields of %j', (country, fields) => {
    expect(fieldsOfCountry(country)).toEqual(fields)
  })

  it('has what the gateway asks for, in every country', () => {
    for (const country of COUNTRIES.keys())
      expect({ country, ...addressFormat(country) }).toMatchObject({ country, ...fieldsOfCountry(country) })
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
    expect([[...wrong.fields], [...wrong.lines], wrong.others]).toEqual([
      ['phone'],
      [[2, { code: 'INSUFFICIENT_STOCK', message: 'l' }]],
      ['other'],
    ])
  })
})

describe('a text in the search box', () => {
  it.each([
    'https://item.taobao.com/item.htm?id=678901234567',
    'm.tb.cn/h.abcdef',
    'https://e.tb.cn/h.bmyt93pt?tk=Z00bmyt93pt CZ0001 「降噪蓝牙耳机」 点击链接直接打开',
    '复制这段描述￥Z00bmyt93pt￥后打开',
    '912000000091',
  ])('names an item: %s', (text) => {
    expect(isItemText(text)).toBe(true)
  })

  it.each([
    'tea',
    '75 % keyboard',
    "Pu'er tea cake, 357 g",
    'TEA-0001-100G',
    '汉服 马面裙',
    '6901234',
    'no.',
    '',
  ])('is words of the catalogue: %s', (text) => {
    expect(isItemText(text)).toBe(false)
  })
})

describe('an item of a marketplace', () => {
  it('is taken from its least quantity on, in its lots, up to what there is', () => {
    expect(rangeOf({ minOrderQuantity: 5, lotSize: 3 }, 20)).toEqual({ min: 6, max: 18, step: 3 })
    expect(rangeOf({ minOrderQuantity: 1, lotSize: null }, 4)).toEqual({ min: 1, max: 4, step: 1 })
    expect(rangeOf({ minOrderQuantity: 2, lotSize: null }, null)).toMatchObject({ min: 2, step: 1 })
    expect(rangeOf({ minOrderQuantity: 2, lotSize: null }, 0)).toMatchObject({ max: 0 })
  })

  it('has choices by number where its source says nothing else of them', () => {
    const sku = (externalSkuId: string, attributes: object[] = []) => ({ externalSkuId, attributes }) as never
    expect(choicesOf({ skus: [sku('7'), sku('8')] }, 'Choice').map(({ attributes }) => attributes)).toEqual([
      [{ __typename: 'SkuAttribute', name: 'Choice', value: '7' }],
      [{ __typename: 'SkuAttribute', name: 'Choice', value: '8' }],
    ])
    expect(choicesOf({ skus: [sku('7')] }, 'Choice')[0]?.attributes).toEqual([])
  })
})

describe('filters in an address', () => {
  const filters = {
    search: 'cup',
    platforms: ['JD' as const],
    availability: 'IN_STOCK' as const,
    min: '5',
    max: '12.50',
    attributes: { Colour: ['red', 'a:b'], 'odd:name': ['1'] },
  }

  it('come out as they went in, with the order', () => {
    const params = write(filters, 'PRICE_ASC')
    expect(read(new URLSearchParams(params.toString()))).toEqual(filters)
    expect(params.get('sort')).toBe('price-asc')
    expect(read(new URLSearchParams('min=cheap&on=MARS&with=nothing&stock=some'))).toEqual(NO_FILTERS)
  })

  it('are what the gateway takes, without what is not asked for', () => {
    expect(graphFilter(filters, 'c1', 'EUR')).toEqual({
      search: 'cup',
      platforms: ['JD'],
      availability: 'IN_STOCK',
      price: { min: '5', max: '12.50', currency: 'EUR' },
      attributes: [
        { name: 'Colour', values: ['red', 'a:b'] },
        { name: 'odd:name', values: ['1'] },
      ],
      categoryIds: ['c1'],
    })
    expect(graphFilter(NO_FILTERS, null, 'EUR')).toEqual({})
    expect([isNarrowed(NO_FILTERS), isNarrowed({ ...NO_FILTERS, max: '3' })]).toEqual([false, true])
  })

  it('gain a value of an attribute, and lose it', () => {
    const one = toggled({}, 'Colour', 'red')
    expect(toggled(one, 'Colour', 'blue')).toEqual({ Colour: ['red', 'blue'] })
    expect(toggled(one, 'Colour', 'red')).toEqual({})
  })
})

describe('a picture', () => {
  it('of ours comes in the widths that it has; another one as it is', () => {
    const url = 'https://shop.example/media/a.jpg'
    expect(sourcesOf({ url, status: 'STORED', width: 700 })).toBe(
      `${url}?w=160 160w, ${url}?w=320 320w, ${url}?w=640 640w`,
    )
    expect(sourcesOf({ url, status: 'WAITING', width: 700 })).toBeUndefined()
    expect(sourcesOf({ url, status: null, width: null })).toBeUndefined()
  })
})

describe('words', () => {
  it('have the same blanks in every language', () => {
    const blanks = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()
    const { en, zh } = TABLES
    const names = Object.keys(en ?? {}) as (keyof NonNullable<typeof en>)[]
    expect(names.length).toBeGreaterThan(100)
    // The English singular may omit the number.
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

it('the cache of the storefront warns of what a result lacks, not of fields of other events', async () => {
  const warned: unknown[] = []
  const warn = vi.spyOn(console, 'warn').mockImplementation((message) => void warned.push(message))
  const feed = (data: object) =>
    new Promise<void>((resolve) => {
      const client = new Client({
        url: 'http://localhost',
        preferGetMethod: false,
        exchanges: [
          cache(),
          subscriptionExchange({
            forwardSubscription: () => ({
              subscribe: (sink) => {
                sink.next({ data })
                sink.complete()
                return { unsubscribe: () => {} }
              },
            }),
          }),
        ],
      })
      client.subscription(LiveStockDocument, { skuIds: ['s'] }).subscribe(() => resolve())
    })
  try {
    const level = { __typename: 'StockLevel', id: 'l', available: 1, version: 1 }
    await feed({ stockChanges: { __typename: 'StockChange', cursor: 'a', skuId: 's', level } })
    await feed({ stockChanges: { __typename: 'FeedGap', cursor: 'b', gapReason: 'LAGGED' } })
    expect(warned).toEqual([])
    await feed({ stockChanges: { __typename: 'FeedGap', gapReason: 'LAGGED' } })
    expect(warned).toEqual([expect.stringContaining('`cursor`')])
  } finally {
    warn.mockRestore()
  }
})

it('the cache of the storefront knows what each feed can deliver', () => {
  for (const [name, members] of Object.entries(POSSIBLE_TYPES)) {
    const union = schema.getType(name)
    if (!isUnionType(union)) throw new Error(`${name} is no union`)
    expect(
      union.getTypes().map((type) => type.name),
      name,
    ).toEqual(expect.arrayContaining(members))
    expect(members).toHaveLength(union.getTypes().length)
  }
})
