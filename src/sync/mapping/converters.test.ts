import { describe, expect, it } from 'vitest'
import { CONVERTERS, converterOf, NotConvertible } from './converters.ts'

describe('a converter', () => {
  const convert = (name: string, value: unknown, options?: unknown) => {
    const converter = converterOf(name)
    if (!converter) throw new Error(name)
    return converter.convert(value, converter.options.parse(options), {
      record: { title: '茶', sku: { code: 7 }, empty: null, long: '0'.repeat(1_500) },
      externalSkuId: '',
    })
  }

  it.each<[string, unknown, unknown, unknown?]>([
    ['text', '  a ', 'a'],
    ['text', 12, '12'],
    ['text', true, 'true'],
    ['text', 'x'.repeat(2_001), 'x'.repeat(2_000)],
    ['integer', '42', 42],
    ['integer', '-7', -7],
    ['integer', '+7', 7],
    ['integer', '2147483647', 2_147_483_647],
    ['integer', -2_147_483_647, -2_147_483_647],
    ['integer', '42.00', 42],
    ['decimalYuan', '12.5', 1250n],
    ['decimalYuan', 12.5, 1250n],
    ['fen', '1250', 1250n],
    ['dateGmt8', '2026-03-01 08:00:00', '2026-03-01T00:00:00.000Z'],
    ['dateGmt8', '2026-03-01', '2026-02-28T16:00:00.000Z'],
    ['dateGmt8', '2026-03-01T23:59:59', '2026-03-01T15:59:59.000Z'],
    ['dateGmt8', '2026-03-01 08:00', '2026-03-01T00:00:00.000Z'],
    ...['true', '1', 'y', 'yes', '是', 'TRUE', 1, true].map(
      (value) => ['boolean', value, true] as [string, unknown, unknown],
    ),
    ...['false', '0', 'n', 'no', '否', '', 'No', 0, false].map(
      (value) => ['boolean', value, false] as [string, unknown, unknown],
    ),
    ['enumMap', 'a', 'A', { values: { a: 'A' } }],
    ['enumMap', 'x', '?', { values: { a: 'A' }, otherwise: '?' }],
    ['enumMap', 'toString', '?', { values: {}, otherwise: '?' }],
    ['split', 'a, b ,c', ['a', 'b', 'c'], { separator: ',' }],
    ['split', 'a/b', 'b', { separator: '/', index: 1 }],
    ['split', 'a,, ,b', ['a', 'b'], { separator: ',' }],
    ['split', 'a, ,b', 'b', { separator: ',', index: 1 }],
    ['split', 'a, '.repeat(201), Array(200).fill('a'), { separator: ', ' }],
    ['template', null, '茶 (7)', { text: '{title} ({sku.code})' }],
    ['template', null, '茶 ()', { text: '{title} ({none})' }],
    ['template', null, '茶 ()', { text: ' {title} ({empty}) ' }],
    ['template', null, 'x茶'.repeat(50), { text: 'x{title}'.repeat(50) }],
    ['template', null, '0'.repeat(2_000), { text: '{long}{long}' }],
  ])('%s makes of %j %s', (name, value, result, options) => {
    expect(convert(name, value, options)).toEqual(result)
  })

  it.each<[string, string, readonly unknown[], unknown?]>([
    ['text', 'there is no single value at the path', [{ a: 1 }, ['a'], null]],
    [
      'integer',
      'it is not a whole number',
      ['1.5', '99999999999', '2147483648', '-2147483648', '++1', '1e3', 'x1', '1x', ''],
    ],
    ['decimalYuan', 'it is not an amount in yuan such as 12.50', ['1.234', '1e3', {}]],
    ['fen', 'it is not a whole number of fen', ['1.5', '1'.repeat(16), 'x1', '1x', '']],
    [
      'dateGmt8',
      'it is not a time such as 2026-03-01 08:00:00',
      ['01/02/2026', 'x2026-03-01', '2026-03-01x', '2026-03-01 08', '2026-03-01 08:00:00:00'],
    ],
    [
      'dateGmt8',
      'there is no such time',
      [
        '2026-02-30 00:00:00',
        '2026-13-01 00:00:00',
        '2026-00-01',
        '2026-03-00',
        '2026-03-01 24:00:00',
        '2026-03-01 08:60:00',
        '2026-03-01 08:00:60',
      ],
    ],
    ['boolean', 'it is neither true nor false', ['perhaps', '2']],
    ['enumMap', 'it is none of the values of the enumMap', ['b', 'toString'], { values: { a: 'A' } }],
    ['split', 'it has no part 3', ['a'], { separator: '/', index: 3 }],
    ['template', 'there is no single value at the path', [null], { text: '{sku}' }],
  ])('%s says "%s" and does not repeat the value', (name, message, values, options) => {
    for (const value of values) {
      const converting = () => convert(name, value, options)
      expect(converting, JSON.stringify(value)).toThrow(NotConvertible)
      expect(converting, JSON.stringify(value)).toThrow(new RegExp(`^${message}$`))
    }
  })

  it.each<[string, unknown, string]>([
    ['text', undefined, 'text'],
    ['integer', {}, 'integer'],
    ['decimalYuan', null, 'minor'],
    ['fen', undefined, 'minor'],
    ['dateGmt8', undefined, 'instant'],
    ['boolean', undefined, 'boolean'],
    ['enumMap', { values: {} }, 'text'],
    ['split', { separator: ',' }, 'list'],
    ['split', { separator: ',', index: 0 }, 'text'],
    ['template', { text: 'a' }, 'text'],
  ])('%s with the options %j gives: %s', (name, options, type) => {
    const converter = converterOf(name)
    expect(converter?.gives(converter.options.parse(options))).toBe(type)
  })

  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [n, 'x']))

  it.each<[string, unknown, boolean]>([
    ['text', { a: 1 }, false],
    ['enumMap', { values: many(500) }, true],
    ['enumMap', { values: many(501) }, false],
    ['enumMap', { values: { a: 'x'.repeat(200) }, otherwise: 'x'.repeat(200) }, true],
    ['enumMap', { values: { a: 'x'.repeat(201) } }, false],
    ['enumMap', { values: { ['x'.repeat(201)]: 'a' } }, false],
    ['enumMap', { values: {}, otherwise: 'x'.repeat(201) }, false],
    ['split', { separator: 'x'.repeat(10), index: 100 }, true],
    ['split', { separator: '' }, false],
    ['split', { separator: 'x'.repeat(11) }, false],
    ['split', { separator: ',', index: -1 }, false],
    ['split', { separator: ',', index: 101 }, false],
    ['template', { text: 'x'.repeat(500) }, true],
    ['template', { text: 'x'.repeat(501) }, false],
    ['template', { text: '' }, false],
    ['template', { text: '{a..b}' }, false],
  ])('%s takes the options %j: %s', (name, options, takes) => {
    expect(converterOf(name)?.options.safeParse(options).success).toBe(takes)
  })

  it('a template says that a path in it is none', () => {
    const { error } = CONVERTERS.template.options.safeParse({ text: '{a..b}' })
    expect(error?.issues[0]?.message).toBe('has {path} that is no path')
    const around = { record: {}, externalSkuId: '' }
    expect(() => CONVERTERS.template.convert(null, { text: '{a..b}' }, around)).toThrow('is not a path')
  })

  it('text keeps whole numbers of any size', () => {
    expect(convert('text', 9_007_199_254_740_993n)).toBe('9007199254740993')
  })

  it('is found by its own name only', () => {
    expect(converterOf('toString')).toBeUndefined()
    expect(Object.keys(CONVERTERS)).toHaveLength(9)
  })
})
