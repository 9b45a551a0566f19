import { expect, it } from 'vitest'
import type { Clock } from './clock.ts'
import { createBucket } from './rate-limit.ts'

function stoppedClock(): Clock & { ms: number } {
  return {
    ms: 1_000_000,
    now() {
      return this.ms
    },
    sleep: async () => {},
  }
}

/** Waiting times of this number of simultaneous calls. */
function waits(bucket: ReturnType<typeof createBucket>, calls: number): number[] {
  return Array.from({ length: calls }, () => {
    const ms = bucket.wait()
    bucket.take()
    return ms
  })
}

it('lets a burst go at once and the rest at its pace', () => {
  expect(waits(createBucket({ perSecond: 10, burst: 3 }, stoppedClock()), 5)).toEqual([0, 0, 0, 100, 200])
})

it('is one process’s part when several share the rate, and the whole again when it is alone', () => {
  const clock = stoppedClock()
  let part = 1 / 4
  const bucket = createBucket({ perSecond: 10, burst: 3 }, clock, () => part)
  expect(bucket.perSecond()).toBe(2.5)
  expect(waits(bucket, 3)).toEqual([0, 400, 800])
  clock.ms += 60_000
  part = 1
  expect(bucket.perSecond()).toBe(10)
  expect(waits(bucket, 4)).toEqual([0, 0, 0, 100])
})

it('slows down at each refusal, not below a tenth, and grows back with answers', () => {
  const bucket = createBucket({ perSecond: 10, burst: 1 }, stoppedClock())
  bucket.ban(1_000)
  expect(bucket.perSecond()).toBe(5)
  expect(bucket.bannedForMs()).toBe(1_000)
  for (let refusal = 0; refusal < 10; refusal++) bucket.ban(1)
  expect(bucket.perSecond()).toBe(1)
  for (let answer = 0; answer < 200; answer++) bucket.succeeded()
  expect(bucket.perSecond()).toBe(10)
})

it('lets calls go one after another when their turns come all at once, because the process was held up', () => {
  const clock = stoppedClock()
  const bucket = createBucket({ perSecond: 10, burst: 1 }, clock)
  expect(waits(bucket, 3)).toEqual([0, 100, 200])
  expect(bucket.leave()).toBe(0)
  clock.ms += 5_000
  expect([bucket.leave(), bucket.leave()]).toEqual([0, 90])
})

it('keeps nobody who goes in his turn', () => {
  const clock = stoppedClock()
  const bucket = createBucket({ perSecond: 10, burst: 3 }, clock)
  const late = Array.from({ length: 8 }, () => {
    const ms = bucket.wait()
    bucket.take()
    clock.ms += ms
    return bucket.leave()
  })
  expect(late).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})
