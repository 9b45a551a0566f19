import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { spread } from './spread.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const hundred = Array.from({ length: 100 }, (_, index) => index)

it('does it to all evenly over the time, each once and in order', async () => {
  const done: number[] = []
  const counts: number[] = []
  const spreading = spread(hundred, 1_000, (one) => done.push(one))
  for (let tenth = 0; tenth < 10; tenth++) {
    await vi.advanceTimersByTimeAsync(100)
    counts.push(done.length)
  }
  await spreading
  expect(done).toEqual(hundred)
  const steps = counts.map((count, index) => count - (counts[index - 1] ?? 0))
  expect(Math.max(...steps)).toBeLessThanOrEqual(15)
  expect(counts[4]).toBeLessThan(70)
})

it('does it at once when there is no time', async () => {
  const done: number[] = []
  await spread(hundred, 0, (one) => done.push(one))
  expect(done).toEqual(hundred)
})

it('does not wait when there is nothing to do', async () => {
  await expect(spread([], 60_000, () => expect.unreachable())).resolves.toBeUndefined()
})
