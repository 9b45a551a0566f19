import { expect, it } from 'vitest'
import { refreshDueAt } from './token-life.ts'

const ISSUED = new Date('2026-03-01T00:00:00Z')
const inHours = (hours: number) => new Date(ISSUED.getTime() + hours * 3_600_000)

it.each([
  ['30 days: a fifth before the end', 30 * 24, 24 * 24],
  ['10 hours: two hours before', 10, 8],
  ['3 hours: an hour before', 3, 2],
  ['1 hour: at half its life', 1, 0.5],
])('refreshes a token that lives %s', (_what, life, due) => {
  expect(refreshDueAt(ISSUED, inHours(life))).toEqual(inHours(due))
})

it('is never due for a token that does not end, and at once for one that is over', () => {
  expect(refreshDueAt(ISSUED, null)).toBeNull()
  expect(refreshDueAt(ISSUED, inHours(-1))).toEqual(inHours(-1))
})
