import type { GraphQLScalarType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from './index.ts'

describe('DateTime', () => {
  const { parseValue } = schema.getType('DateTime') as GraphQLScalarType<Date, string>

  it.each([
    ['2026-11-22T08:00:00Z', '2026-11-22T08:00:00.000Z'],
    ['2026-11-22T16:00+08:00', '2026-11-22T08:00:00.000Z'],
    ['2024-02-29T00:00:00.123Z', '2024-02-29T00:00:00.123Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('takes %s', (text, instant) => {
    expect(parseValue(text).toISOString()).toBe(instant)
  })

  it.each([
    ['a day that no calendar has', '2024-02-30T00:00:00Z'],
    ['a leap day of another year', '2025-02-29T00:00:00Z'],
    ['the year before the first, by its offset', '0001-01-01T00:00:00+14:00'],
    ['the year 10000, by its offset', '9999-12-31T23:59:59-12:00'],
    ['a day without a time', '2026-11-22'],
    ['words', 'yesterday'],
    ['a number', 1_732_262_400],
  ])('refuses %s', (_what, value) => {
    expect(() => parseValue(value)).toThrow('Expected an instant such as')
  })
})

describe('BigInt', () => {
  const { parseValue, serialize } = schema.getType('BigInt') as GraphQLScalarType<bigint, number | string>

  it.each([
    [12, 12n, 12],
    ['12', 12n, 12],
    [Number.MAX_SAFE_INTEGER, 9_007_199_254_740_991n, 9_007_199_254_740_991],
    ['9007199254740993', 9_007_199_254_740_993n, '9007199254740993'],
    ['-4294967296', -4_294_967_296n, -4_294_967_296],
  ])('takes %j and gives it back without losing a digit', (given, whole, shown) => {
    expect(parseValue(given)).toBe(whole)
    expect(serialize(whole)).toBe(shown)
  })

  it.each([1.5, 2 ** 53, '1.5', '', 'many', '1'.repeat(39), true, null])('refuses %j', (value) => {
    expect(() => parseValue(value)).toThrow('Expected a whole number')
  })
})

describe('Date', () => {
  const { parseValue } = schema.getType('Date') as GraphQLScalarType<string, string>

  it('takes a day of the calendar', () => {
    expect(parseValue('2024-02-29')).toBe('2024-02-29')
  })

  it.each(['2025-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '2026-01-01T00:00:00Z', 20260101])(
    'refuses %j',
    (value) => {
      expect(() => parseValue(value)).toThrow('Expected a day such as')
    },
  )
})

describe('URL', () => {
  const { parseValue, serialize } = schema.getType('URL') as GraphQLScalarType<string, string>

  it.each(['https://item.taobao.com/item.htm?id=1', 'http://127.0.0.1:4010/pay', 'HTTPS://EXAMPLE.COM'])(
    'takes %s',
    (text) => {
      expect(parseValue(text)).toBe(text)
      expect(serialize(text)).toBe(text)
    },
  )

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    '//example.com',
    'https://',
    'https:///x',
    'https://a b',
    '',
    1,
  ])('refuses %j, in and out', (value) => {
    expect(() => parseValue(value)).toThrow('Expected an http or https address')
    expect(() => serialize(value)).toThrow('Expected an http or https address')
  })
})

it('every scalar of ours but JSON says where it is specified', () => {
  const own = ['BigInt', 'CountryCode', 'CurrencyCode', 'Date', 'DateTime', 'Decimal', 'URL']
  for (const name of own)
    expect((schema.getType(name) as GraphQLScalarType).specifiedByURL, name).toMatch(/^https:/)
})
