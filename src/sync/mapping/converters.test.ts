import fc from 'fast-check'
import { parse } from 'lossless-json'
import { describe, expect, it } from 'vitest'
import { MappingFailed } from '../runs/failure-class.ts'
import { mapperOf } from './compile.ts'
import { CONVERTERS, converterOf, NotConvertible } from './converters.ts'
import { parsePath, readPath } from './source-path.ts'

const read = (record: unknown, path: string, sku = '') => {
  const steps = parsePath(path)
  if (typeof steps === 'string') throw new Error(steps)
  return readPath(record, steps, sku)
}

describe('a path', () => {
  const record = parse(
    '{"a":{"b":[{"c":1},{"c":"two"}]},"id":9007199254740993123,"sku":[{"sku_id":12,"x":"y"}]}',
  )

  it.each([
    ['a.b[1].c', 'two'],
    ['id', '9007199254740993123'],
    ['sku[$sku].x', 'y'],
    ['a.b[7].c', undefined],
    ['a.nothing.at.all', undefined],
    ['toString', undefined],
    ['a.b.length', undefined],
  ])('%s gives %s', (path, value) => {
    expect(read(record, path, '12')).toBe(value)
  })

  it.each([
    '__proto__',
    'a.__proto__.x',
    'constructor.name',
    'a.prototype',
    'a..b',
    '.a',
    'a[b]',
    'a b',
    'a[-1]',
    'a()',
    `a${'.b'.repeat(20)}`,
  ])('refuses %s', (path) => {
    expect(parsePath(path)).toEqual(expect.any(String))
  })

  it('never reaches what a record does not own, whatever it names', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        const steps = parsePath(path)
        if (typeof steps === 'string') return
        const value = readPath({}, steps, '')
        expect(steps.length === 0 ? value : (value ?? undefined)).toEqual(steps.length === 0 ? {} : undefined)
      }),
    )
  })
})

describe('a converter', () => {
  const convert = (name: string, value: unknown, options?: unknown) => {
    const converter = converterOf(name)
    if (!converter) throw new Error(name)
    return converter.convert(value, converter.options.parse(options), {
      record: { title: '茶', sku: { code: 7 } },
      externalSkuId: '',
    })
  }

  it.each<[string, unknown, unknown, unknown?]>([
    ['text', '  a ', 'a'],
    ['text', 12, '12'],
    ['integer', '42', 42],
    ['integer', '42.00', 42],
    ['decimalYuan', '12.5', 1250n],
    ['decimalYuan', 12.5, 1250n],
    ['fen', '1250', 1250n],
    ['dateGmt8', '2026-03-01 08:00:00', '2026-03-01T00:00:00.000Z'],
    ['dateGmt8', '2026-03-01', '2026-02-28T16:00:00.000Z'],
    ['boolean', 'true', true],
    ['boolean', 0, false],
    ['boolean', '是', true],
    ['enumMap', 'a', 'A', { values: { a: 'A' } }],
    ['enumMap', 'x', '?', { values: { a: 'A' }, otherwise: '?' }],
    ['enumMap', 'toString', '?', { values: {}, otherwise: '?' }],
    ['split', 'a, b ,c', ['a', 'b', 'c'], { separator: ',' }],
    ['split', 'a/b', 'b', { separator: '/', index: 1 }],
    ['template', null, '茶 (7)', { text: '{title} ({sku.code})' }],
    ['template', null, '茶 ()', { text: '{title} ({none})' }],
  ])('%s makes of %j %s', (name, value, result, options) => {
    expect(convert(name, value, options)).toEqual(result)
  })

  it.each<[string, unknown, unknown?]>([
    ['text', { a: 1 }],
    ['integer', '1.5'],
    ['integer', '99999999999'],
    ['decimalYuan', '1.234'],
    ['decimalYuan', '1e3'],
    ['fen', '1.5'],
    ['dateGmt8', '2026-02-30 00:00:00'],
    ['dateGmt8', '01/02/2026'],
    ['dateGmt8', '2026-13-01 00:00:00'],
    ['dateGmt8', '2026-00-01'],
    ['dateGmt8', '2026-03-01 24:00:00'],
    ['dateGmt8', '2026-03-01 08:60:00'],
    ['dateGmt8', '2026-03-01 08:00:60'],
    ['boolean', 'perhaps'],
    ['enumMap', 'b', { values: { a: 'A' } }],
    ['split', 'a', { separator: '/', index: 3 }],
  ])('%s does not take %j, and does not repeat it', (name, value, options) => {
    try {
      convert(name, value, options)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(NotConvertible)
      expect((error as Error).message).not.toContain(JSON.stringify(value))
    }
  })

  it('is found by its own name only', () => {
    expect(converterOf('toString')).toBeUndefined()
    expect(Object.keys(CONVERTERS)).toHaveLength(9)
  })
})

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
})
