import { describe, expect, it } from 'vitest'
import { MAX_ATTEMPTS, pauseAfter } from './delivery-schedule.ts'

describe('pauses between attempts', () => {
  it('double from half a minute to six hours', () => {
    const longest = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => pauseAfter(index + 1, () => 1))
    expect(longest.map((ms) => (ms ?? 0) / 1000)).toEqual([
      30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600,
    ])
  })

  it('are between half and all of that, by chance', () => {
    expect([pauseAfter(3, () => 0), pauseAfter(3, () => 0.5), pauseAfter(3, () => 1)]).toEqual([
      60_000, 90_000, 120_000,
    ])
  })

  it('end with the last attempt', () => {
    expect(pauseAfter(MAX_ATTEMPTS, () => 0)).toBeNull()
  })
})
