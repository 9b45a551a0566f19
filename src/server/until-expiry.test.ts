import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RevocationList } from '../auth/revocations.ts'
import { ANONYMOUS, viewerOf } from '../domain/viewer.ts'
import { untilExpiry } from './until-expiry.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000 }))
afterEach(() => vi.useRealTimers())

const list = new RevocationList()
const tokens = { onRevoked: list.onChange.bind(list) }
const viewer = viewerOf('customer', 'ada', new Date(6_000), { id: 'one', issuedAt: new Date(0) })

/** A feed that waits forever after its first item, and can be ended while it waits. */
function waiting() {
  let end: (result: IteratorResult<number>) => void = () => {}
  let ended = 0
  let first = true
  const feed: AsyncIterator<number> = {
    next: () => {
      if (first) {
        first = false
        return Promise.resolve({ value: 1, done: false })
      }
      return new Promise((resolve) => {
        end = resolve
      })
    },
    return: async () => {
      ended++
      end({ value: undefined, done: true })
      return { value: undefined, done: true }
    },
  }
  return { feed, ended: () => ended }
}

it('ends a feed that waits when its token ends, not before', async () => {
  const { feed, ended } = waiting()
  const events = untilExpiry(feed, viewer, tokens)
  expect(await events.next()).toEqual({ value: 1, done: false })
  const next = events.next()
  await vi.advanceTimersByTimeAsync(4_999)
  expect(ended()).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(await next).toEqual({ value: undefined, done: true })
  expect(ended()).toBe(1)
})

it('leaves no timer behind when the client ends it first', async () => {
  const { feed, ended } = waiting()
  const events = untilExpiry(feed, viewer, tokens)
  await events.return?.()
  expect(ended()).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

it('does not touch the feed of an anonymous viewer', () => {
  const { feed } = waiting()
  expect(untilExpiry(feed, ANONYMOUS, tokens)).toBe(feed)
})

it('ends a feed that waits when its token is revoked, and not when another is', async () => {
  const { feed, ended } = waiting()
  const events = untilExpiry(feed, viewer, tokens)
  await events.next()
  const next = events.next()
  const expiresAt = new Date(9_000)
  list.replace([{ tokenId: 'two', expiresAt }])
  expect(ended()).toBe(0)
  list.replace([{ tokenId: 'one', expiresAt }])
  expect(await next).toEqual({ value: undefined, done: true })
  expect(ended()).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})
