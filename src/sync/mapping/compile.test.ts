import { describe, expect, it } from 'vitest'
import type { MarketplaceOrder, Offer } from '../../connectors/marketplace.ts'
import { MappingFailed } from '../runs/failure-class.ts'
import { mapperOf, offerMapping, orderMapping } from './compile.ts'

describe('mappings of a record', () => {
  const row = (targetField: string, sourcePath: string, converter: string, more: object = {}) => ({
    entity: 'product',
    targetField,
    sourcePath,
    converter,
    options: null,
    defaultValue: null,
    ...more,
  })

  it('give fields, and fields of one’s own, with defaults where the record has nothing', () => {
    const map = mapperOf([
      row('title', 't', 'text'),
      row('price', 'p', 'decimalYuan'),
      row('extra.season', 's', 'text', { defaultValue: 'all year' }),
      row('extra.cost', 'c', 'fen'),
      row('extra.none', 'n', 'text'),
    ])
    expect(map({ t: 'x', p: '1.50', c: 7 }, '')).toEqual({
      fields: { title: 'x', price: 150n },
      extra: { season: 'all year', cost: '7' },
    })
  })

  it.each([
    ['//item.example/7', 'https://item.example/7'],
    ['javascript:alert(1)', null],
    ['somewhere', null],
  ])('make a link of http(s) addresses only: %j is %j', (value, url) => {
    const map = mapperOf([row('url', 'u', 'text')])
    expect(map({ u: value }, '').fields).toEqual({ url })
  })

  it('name the field that does not fit, and not its value', () => {
    const map = mapperOf([row('quantity', 'q', 'integer')])
    expect(() => map({ q: 'secret words' }, '')).toThrow(MappingFailed)
    expect(() => map({ q: 'secret words' }, '')).toThrow(/^quantity: it is not a whole number$/)
  })

  it('leave out what the record has nothing of, and take zero and false for something', () => {
    const map = mapperOf([
      row('title', 't', 'text'),
      row('barcode', 'b', 'text', { defaultValue: '' }),
      row('quantity', 'q', 'integer', { defaultValue: 5 }),
      row('onSale', 's', 'boolean', { defaultValue: true }),
    ])
    for (const nothing of [null, '', undefined])
      expect(map({ t: nothing, b: nothing, q: nothing, s: nothing }, '')).toStrictEqual({
        fields: { barcode: '', quantity: 5, onSale: true },
        extra: {},
      })
    expect(map({ q: 0, s: false }, '').fields).toEqual({ barcode: '', quantity: 0, onSale: false })
  })

  it('take a default that is converted already, where the converter takes texts only', () => {
    const map = mapperOf([
      row('quantity', 'q', 'enumMap', { options: { values: { few: '3' } }, defaultValue: 7 }),
      row('onSale', 's', 'enumMap', { options: { values: {} }, defaultValue: false }),
    ])
    expect(map({}, '').fields).toEqual({ quantity: 7, onSale: false })
    expect(() => map({ q: 'many' }, '')).toThrow('quantity: it is none of the values of the enumMap')
    const text = mapperOf([row('quantity', 'q', 'integer', { defaultValue: 'few' })])
    expect(() => text({}, '')).toThrow('quantity: it is not a whole number')
  })

  it('read the row of the SKU, and the whole record in a template', () => {
    const map = mapperOf([
      row('title', '', 'template', { options: { text: '{name} {skus[$sku].size}' } }),
      row('extra.list', 'tags', 'split', { options: { separator: ',' } }),
    ])
    const record = {
      name: 'Tea',
      tags: 'a,b',
      skus: [
        { skuId: 1, size: 'S' },
        { skuId: 2, size: 'L' },
      ],
    }
    expect(map(record, '2')).toEqual({ fields: { title: 'Tea L' }, extra: { list: ['a', 'b'] } })
  })

  it.each([row('title', 'a..b', 'text'), row('title', 'a', 'magic')])(
    'that were spoiled since they were saved are told of: $sourcePath, $converter',
    (broken) => {
      expect(() => mapperOf([broken])).toThrow(MappingFailed)
      expect(() => mapperOf([broken])).toThrow('The mapping of title is broken: save it again.')
    },
  )

  it('of an offer give what its listing takes: the price in fen, custom fields if there are any', () => {
    const mapped = offerMapping(mapperOf([row('price', 'p', 'fen'), row('extra.a', 'a', 'text')]))
    const offer = (raw: object) => ({ raw }) as unknown as Offer
    expect(mapped?.(offer({ p: 150, a: 'x' }), '')).toStrictEqual({ priceMinor: 150n, extra: { a: 'x' } })
    expect(mapped?.(offer({}), '')).toStrictEqual({})
    const own = offerMapping(mapperOf([row('barcode', 's[$sku].b', 'text')]))
    expect(own?.(offer({ s: [{ sku_id: 7, b: '69' }] }), '7')).toStrictEqual({ barcode: '69' })
    expect(offerMapping(null)).toBeNull()
  })

  it('of an order give custom fields, or null when there are none', () => {
    const mapped = orderMapping(mapperOf([row('extra.note', 'memo', 'text')]))
    const order = (raw: object) => ({ raw }) as unknown as MarketplaceOrder
    expect(mapped?.(order({ memo: 'soon' }))).toEqual({ note: 'soon' })
    expect(mapped?.(order({}))).toBeNull()
    expect(orderMapping(null)).toBeNull()
  })
})
