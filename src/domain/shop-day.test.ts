import { expect, it } from 'vitest'
import { dayBefore, shopDayOf, spanOfDay } from './shop-day.ts'

it('is the day in China', () => {
  expect(shopDayOf(new Date('2026-03-01T15:59:59.999Z'))).toBe('2026-03-01')
  expect(shopDayOf(new Date('2026-03-01T16:00:00.000Z'))).toBe('2026-03-02')
  expect(dayBefore(new Date('2026-03-01T16:00:00.000Z'))).toBe('2026-03-01')
})

it('spans from midnight to midnight there', () => {
  expect(spanOfDay('2026-03-01')).toEqual({
    from: new Date('2026-02-28T16:00:00.000Z'),
    to: new Date('2026-03-01T16:00:00.000Z'),
  })
})

it.each(['2026-02-30', '2026-3-1', 'yesterday', '', '2026-13-01'])(
  'is refused when it is none: %j',
  (day) => {
    expect(spanOfDay(day)).toBeNull()
  },
)
