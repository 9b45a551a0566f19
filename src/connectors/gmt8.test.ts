import { expect, test } from 'vitest'
import { dayGmt8, gmt8Text, instantOfGmt8, untilMidnightGmt8 } from './gmt8.ts'

test.each([
  ['2026-01-31 08:00:00', '2026-01-31T00:00:00.000Z'],
  ['2026-01-01 00:00:00', '2025-12-31T16:00:00.000Z'],
  ['0026-03-01 08:00:00', '0026-03-01T00:00:00.000Z'],
  ['2024-02-29 23:59:59', '2024-02-29T15:59:59.000Z'],
  ['2026-12-31T23:59:59', '2026-12-31T15:59:59.000Z'],
  ['2026-03-01 08:00:00.5', '2026-03-01T00:00:00.500Z'],
  ['2026-03-01 08:00:00.123+0800', '2026-03-01T00:00:00.123Z'],
  [' 2026-03-01 08:00:00+08:00 ', '2026-03-01T00:00:00.000Z'],
])('%j is %s', (text, instant) => {
  expect(instantOfGmt8(text)?.toISOString()).toBe(instant)
})

test.each([
  '2026-13-01 00:00:00',
  '2026-00-01 00:00:00',
  '2026-02-29 00:00:00',
  '2026-04-31 00:00:00',
  '2026-03-00 00:00:00',
  '2026-03-01 24:00:00',
  '2026-03-01 23:60:00',
  '2026-03-01 23:59:60',
  '2026-03-01',
  '2026-03-01 08:00:00Z',
  'x2026-03-01 08:00:00',
  '2026-03-01 08:00:00 x',
  '',
])('%j is no time on a Chinese clock', (text) => {
  expect(instantOfGmt8(text)).toBeNull()
})

test('an instant is told as a Chinese clock shows it, to the second', () => {
  expect(gmt8Text(new Date('2025-12-31T16:00:00.999Z'))).toBe('2026-01-01 00:00:00')
})

test.each([
  ['2026-11-29T15:00:00Z', '2026-11-29', 3_600_000],
  ['2026-11-29T16:00:00Z', '2026-11-30', 86_400_000],
  ['2026-11-29T15:59:59.999Z', '2026-11-29', 1],
])('%s lies in %s, %i ms before midnight', (instant, day, ms) => {
  expect(dayGmt8(Date.parse(instant))).toBe(day)
  expect(untilMidnightGmt8(Date.parse(instant))).toBe(ms)
})
