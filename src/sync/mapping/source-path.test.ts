import fc from 'fast-check'
import { parse } from 'lossless-json'
import { describe, expect, it } from 'vitest'
import { parsePath, readPath } from './source-path.ts'

const read = (record: unknown, path: string, sku = '') => {
  const steps = parsePath(path)
  if (typeof steps === 'string') throw new Error(steps)
  return readPath(record, steps, sku)
}

describe('a path', () => {
  const record = parse(
    `{"a":{"b":[{"c":1},{"c":"two"}]},"id":9007199254740993123,"sku":[{"sku_id":12,"x":"y"}],
      "empty":null,"long":[${'0,'.repeat(12)}{"x":"twelfth"}]}`,
  )

  it.each([
    ['a.b[1].c', 'two'],
    ['id', '9007199254740993123'],
    ['sku[$sku].x', 'y'],
    ['a.b[7].c', undefined],
    ['a.nothing.at.all', undefined],
    ['toString', undefined],
    ['a.b.length', undefined],
    [' a.b[1].c ', 'two'],
    ['a.b[0].c', '1'],
    ['a[$sku].x', undefined],
    ['empty.at', undefined],
    ['long[12].x', 'twelfth'],
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
    'a.b]',
    'a[12345]',
  ])('refuses %s', (path) => {
    expect(parsePath(path)).toEqual(expect.any(String))
  })

  it('says what is wrong, and where', () => {
    expect(parsePath('a.b[0]c')).toBe('is not a path such as a.b[0].c: it goes wrong at "c"')
    expect(parsePath(`a ${'b'.repeat(30)}`)).toBe(
      `is not a path such as a.b[0].c: it goes wrong at " ${'b'.repeat(19)}"`,
    )
    expect(parsePath('a.__proto__')).toBe('must not name __proto__')
  })

  it('has at most 12 steps', () => {
    expect(parsePath(`a${'.b'.repeat(11)}`)).toHaveLength(12)
    expect(parsePath(`a${'.b'.repeat(12)}`)).toBe('has at most 12 steps')
  })

  it.each(['sku_id', 'skuId', 'skuID'])('[$sku] is the first row that names the SKU by %s', (name) => {
    const rows = [null, '12', 12, { [name]: 11, x: 'other' }, { x: 'none' }, { [name]: 12, x: 'own' }]
    expect(read([...rows, { [name]: '12', x: 'later' }], '[$sku].x', '12')).toBe('own')
    expect(read(rows, '[$sku].x', '13')).toBeUndefined()
    expect(read({ [name]: '12', x: 'own' }, '[$sku].x', '12')).toBeUndefined()
    expect(read([{}], '[$sku].x', 'undefined')).toBeUndefined()
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
