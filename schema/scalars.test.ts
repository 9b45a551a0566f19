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
