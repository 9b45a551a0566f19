import { expect, it } from 'vitest'
import { periodOf } from './period.ts'

it('takes thirty days before `to` when `from` is absent', () => {
  const to = new Date('2026-11-27T08:00:00Z')
  expect(periodOf({ to })).toEqual({ from: new Date('2026-10-28T08:00:00Z'), to })
})

it('does not go back behind the first instant that the database holds', () => {
  const to = new Date('0001-01-03T00:00:00Z')
  expect(periodOf({ to })).toEqual({ from: new Date('0001-01-01T00:00:00Z'), to })
})

it.each([
  ['ends before it begins', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', /from.*before/],
  ['is empty', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', /from.*before/],
  ['is too long', '2025-01-01T00:00:00Z', '2026-06-01T00:00:00Z', /from.*366 days/],
])('refuses a period that %s, and names the argument', (_what, from, to, message) => {
  expect(() => periodOf({ from: new Date(from), to: new Date(to) })).toThrow(message)
})
