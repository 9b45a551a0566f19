import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { InitTimer } from './init-timer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function started(shares: number[]) {
  let late = 0
  const timer = new InitTimer(
    1_000,
    () => late++,
    () => () => shares.shift() ?? 0,
  )
  return { timer, late: () => late }
}

it('gives a client its time and no more', () => {
  const { late } = started([0.1])
  vi.advanceTimersByTime(999)
  expect(late()).toBe(0)
  vi.advanceTimersByTime(10_000)
  expect(late()).toBe(1)
})

it('gives as long again while the server is too busy to read, and ends all the same', () => {
  const { late } = started([0.99, 0.99, 0.2])
  vi.advanceTimersByTime(2_999)
  expect(late()).toBe(0)
  vi.advanceTimersByTime(1)
  expect(late()).toBe(1)
  const busy = started([1, 1, 1, 1, 1, 1])
  vi.advanceTimersByTime(3_999)
  expect(busy.late()).toBe(0)
  vi.advanceTimersByTime(1)
  expect(busy.late()).toBe(1)
})

it('says nothing once it was stopped, also after it began anew', () => {
  const { timer, late } = started([0.99])
  vi.advanceTimersByTime(1_500)
  timer.stop()
  vi.advanceTimersByTime(10_000)
  expect(late()).toBe(0)
})
