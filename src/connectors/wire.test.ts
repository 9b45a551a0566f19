import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { gmt8Text, instantOfGmt8 } from './gmt8.ts'
import { parseLossless } from './json-answer.ts'
import { jsonDecimal, jsonId, jsonIds, jsonParams } from './json-params.ts'
import { bareList, fen, flag, id, int, none, readRows, wrapped, yuan } from './wire.ts'

describe('numbers of answers', () => {
  test('any integer and decimal of the wire keeps its digits as an id or amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n }), (value) => {
        const parsed = parseLossless(`{"id":${value}}`) as { id: unknown }
        expect(id.parse(parsed.id)).toBe(String(value))
      }),
    )
    expect(yuan.parse((parseLossless('{"p":19.90}') as { p: unknown }).p).minor).toBe(1990n)
  })

  test('yuan and fen are read exactly, as text or number, and never rounded', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (minor) => {
        const text = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
        expect(yuan.parse(text).minor).toBe(minor)
        expect(fen.parse(String(minor)).minor).toBe(minor)
      }),
    )
    expect(yuan.safeParse('1.005').success).toBe(false)
    expect(yuan.safeParse('1e3').success).toBe(false)
    expect(fen.safeParse('1.5').success).toBe(false)
  })

  test('a repeated key takes its last value, and deep nesting is refused, not a crash', () => {
    expect(parseLossless('{"a":1,"a":2}')).toEqual({ a: 2 })
    expect(() => parseLossless(`${'['.repeat(200_000)}`)).toThrow()
  })
})

describe('oddities of the wire', () => {
  const list = z.object({ items: wrapped('item') })
  test.each([
    ['absent', {}, []],
    ['null', { items: null }, []],
    ['an empty text, as XML has it', { items: '' }, []],
    ['an empty wrapper', { items: {} }, []],
    ['one bare entry', { items: { item: { a: 1 } } }, [{ a: 1 }]],
    ['several', { items: { item: [1, 2] } }, [1, 2]],
  ])('a wrapped list that is %s', (_, given, expected) => {
    expect(list.parse(given).items).toEqual(expected)
  })

  test('a bare list may be absent or one entry', () => {
    const schema = z.object({ rows: bareList })
    expect(schema.parse({}).rows).toEqual([])
    expect(schema.parse({ rows: { a: 1 } }).rows).toEqual([{ a: 1 }])
  })

  test('flags and whole numbers come as text too; empty text is none', () => {
    expect([flag.parse('true'), flag.parse(false), int.parse('-12')]).toEqual([true, false, -12])
    expect([flag.safeParse('yes').success, int.safeParse('1.5').success, int.safeParse('').success]).toEqual([
      false,
      false,
      false,
    ])
    expect([none(int).parse(''), none(int).parse(null), none(int).parse('3')]).toEqual([null, null, 3])
  })

  test('a bad row names its id and field, never its values', () => {
    const { good, unreadable } = readRows(
      z.object({ id, price: yuan }),
      [{ id: 1, price: '1.00' }, { id: '9007199254740993', price: 'secret words' }, 'nothing'],
      'id',
    )
    expect(good.map(({ value }) => value.id)).toEqual(['1'])
    expect(unreadable.map((row) => row.externalId)).toEqual(['9007199254740993', null])
    expect(unreadable[0]?.message).toBe('price: not an amount in yuan')
  })
})

describe('Chinese clocks', () => {
  test('every second goes out and comes back as the same instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const instant = new Date(seconds * 1_000)
        expect(instantOfGmt8(gmt8Text(instant))).toEqual(instant)
      }),
    )
  })

  test.each([
    '2026-02-30 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-01 25:00:00',
    '2026-01-01',
    '',
    '20260101',
  ])('%s is no time', (text) => {
    expect(instantOfGmt8(text)).toBeNull()
  })
})

describe('parameters as JSON', () => {
  test('ids are numbers with all digits, amounts keep their zeros, keys are sorted, undefined is left out', () => {
    expect(
      jsonParams({
        z: jsonId('9007199254740993'),
        a: jsonDecimal('19.90'),
        n: undefined,
        s: jsonId('b2b-1'),
      }),
    ).toBe('{"a":19.90,"s":"b2b-1","z":9007199254740993}')
    expect(jsonIds(['3300000000001000044', '7'])).toBe('[3300000000001000044,7]')
  })
})
