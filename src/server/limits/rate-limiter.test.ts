import { expect, it } from 'vitest'
import { ANONYMOUS, viewerOf } from '../../domain/viewer.ts'
import { rateLimiter, UNLIMITED } from './rate-limiter.ts'

const limiter = (seconds = 60) => rateLimiter({ points: 10, seconds }, null)
const HERE = '192.0.2.1'

it('an address has its points once, and then the time until there are new ones', async () => {
  const rate = limiter()
  expect(await rate.take(ANONYMOUS, HERE, 9.5)).toBeNull()
  expect(rate.refusedFor(ANONYMOUS, HERE)).toBeNull()
  const ms = await rate.take(ANONYMOUS, HERE, 1)
  expect(ms).toBeGreaterThan(0)
  expect(ms).toBeLessThanOrEqual(60_000)
  const left = rate.refusedFor(ANONYMOUS, HERE)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(ms ?? 0)
  expect(await rate.take(ANONYMOUS, '192.0.2.2', 10)).toBeNull()
  expect(rate.refusedFor(ANONYMOUS, '192.0.2.2')).toBeNull()
})

it('a subject has ten times as many, wherever it asks from, and each role its own', async () => {
  const rate = limiter()
  const ada = viewerOf('customer', 'ada')
  expect(await rate.take(ada, HERE, 100)).toBeNull()
  expect(await rate.take(ada, '192.0.2.2', 1)).not.toBeNull()
  expect(rate.refusedFor(ada, HERE)).not.toBeNull()
  expect(await rate.take(viewerOf('supplier', 'ada'), HERE, 100)).toBeNull()
  expect(await rate.take(viewerOf('customer', 'bob'), HERE, 100)).toBeNull()
  expect(await rate.take(ANONYMOUS, HERE, 10)).toBeNull()
})

it('our own workers are not limited', async () => {
  const rate = limiter()
  const worker = viewerOf('worker', 'w')
  for (let n = 0; n < 5; n++) expect(await rate.take(worker, HERE, 1_000)).toBeNull()
  expect(rate.refusedFor(worker, HERE)).toBeNull()
})

it('without a limit nothing is refused', async () => {
  expect(await UNLIMITED.take(ANONYMOUS, HERE, 1e9)).toBeNull()
  expect(UNLIMITED.refusedFor(ANONYMOUS, HERE)).toBeNull()
})
