import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepAlive } from './keep-alive.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const connections = (count: number) =>
  Array.from({ length: count }, () => {
    const connection = { beats: 0, beat: () => void connection.beats++ }
    return connection
  })

it.each([1, 7, 120, 1_000])('pings each of %i connections once in a period, few at a time', (count) => {
  const all = connections(count)
  const alive = keepAlive(new Set(all), 12_000)
  const beats = () => all.reduce((sum, one) => sum + one.beats, 0)
  let most = 0
  for (let elapsed = 0, before = 0; elapsed < 12_000; elapsed += 100) {
    vi.advanceTimersByTime(100)
    most = Math.max(most, beats() - before)
    before = beats()
  }
  // Sums of fractions may be one short at the very end.
  vi.advanceTimersByTime(100)
  expect(all.every((one) => one.beats >= 1 && one.beats <= 2)).toBe(true)
  expect(most).toBeLessThanOrEqual(Math.ceil(count / 120) + 1)
  alive.stop()
  const after = beats()
  vi.advanceTimersByTime(60_000)
  expect(beats()).toBe(after)
})

it('takes in those who come and lets go of those who leave', () => {
  const [first, second] = connections(2)
  const set = new Set([first])
  const alive = keepAlive(set as never, 1_200)
  vi.advanceTimersByTime(1_210)
  set.add(second)
  set.delete(first)
  const before = first?.beats
  vi.advanceTimersByTime(2_420)
  expect(first?.beats).toBe(before)
  expect(second?.beats).toBeGreaterThanOrEqual(1)
  alive.stop()
})
