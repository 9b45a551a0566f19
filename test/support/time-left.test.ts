import { expect, it } from 'vitest'
import { minutes, timeLeft, UNKNOWN_MS } from './time-left.ts'

const files = (count: number, name: string) => Array.from({ length: count }, (_, n) => `${name}${n}`)
const took = (names: readonly string[], ms: number) => Object.fromEntries(names.map((name) => [name, ms]))

it('is what the files took before, over all workers', () => {
  const left = files(4, 'a')
  expect(timeLeft({ left, done: new Map(), before: took(left, 6_000), workers: 2 })).toBe(12_000)
})

it('counts a file that was never run with a usual time', () => {
  expect(timeLeft({ left: ['new'], done: new Map(), before: {}, workers: 1 })).toBe(UNKNOWN_MS)
})

it('follows the pace of this run, once enough is done to know it', () => {
  const [done, left] = [files(10, 'done'), files(2, 'left')]
  const before = { ...took(done, 10_000), ...took(left, 10_000) }
  const twice = new Map(done.map((name) => [name, 20_000]))
  expect(timeLeft({ left, done: twice, before, workers: 1 })).toBe(40_000)
  const few = new Map([['done0', 90_000]])
  expect(timeLeft({ left, done: few, before, workers: 1 })).toBe(20_000)
})

it('is nothing when nothing is left', () => {
  expect(timeLeft({ left: [], done: new Map(), before: {}, workers: 2 })).toBe(0)
})

it('is told in minutes and seconds', () => {
  expect([minutes(0), minutes(65_400), minutes(600_000)]).toEqual(['0:00', '1:05', '10:00'])
})
