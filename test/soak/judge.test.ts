import { describe, expect, it } from 'vitest'
import { judge, median, type Sample, slope } from './judge.ts'

const flat: Omit<Sample, 'minute' | 'heap'> = {
  rss: 200,
  sockets: 60,
  timers: 20,
  resources: 90,
  redis: 3,
  sql: 12,
  operations: 0,
  events: 0,
  cpu: 10,
}
const run = (heapAt: (minute: number) => number, length = 60): Sample[] =>
  Array.from({ length: length + 1 }, (_, minute) => ({ ...flat, minute, heap: heapAt(minute) }))
const heapOf = (samples: readonly Sample[]) => judge(samples).find(({ column }) => column === 'heap')

describe('the verdict over a soak', () => {
  it('lets memory grow while it warms up and stay where it is', () => {
    const verdict = heapOf(run((minute) => (minute < 15 ? 60 + 2 * minute : 90)))
    expect(verdict).toMatchObject({ ok: true, start: 90, end: 90, growth: 0, allowed: 10 })
  })

  it('finds a leak of a third of a megabyte a minute', () => {
    const verdict = heapOf(run((minute) => 90 + 0.33 * minute))
    expect(verdict?.ok).toBe(false)
    expect(verdict?.growth).toBeCloseTo(0.33 * 42, 5)
  })

  it('is not misled by single samples that stand out, and finds a leak behind noise', () => {
    const noise = (minute: number) => (minute * 7919) % 5
    expect(heapOf(run((minute) => 90 + noise(minute) + (minute === 59 ? 80 : 0)))?.ok).toBe(true)
    expect(heapOf(run((minute) => 90 + noise(minute) + 0.5 * minute))?.ok).toBe(false)
  })

  it('finds connections that are never given back', () => {
    const samples = run(() => 90).map((sample) => ({ ...sample, redis: 3 + Math.floor(sample.minute / 5) }))
    const found = judge(samples).filter(({ ok }) => !ok)
    expect(found.map(({ column }) => column)).toEqual(['redis'])
  })

  it('has a verdict for every column that must not grow', () => {
    expect(judge(run(() => 1)).map(({ column }) => column)).toEqual([
      'heap',
      'rss',
      'sockets',
      'timers',
      'resources',
      'redis',
      'sql',
    ])
  })
})

it('takes the median of slopes and of even and odd lists', () => {
  expect(slope([0, 1, 2, 3, 4], [0, 2, 4, 6, 100])).toBe(2)
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, 0])
})
