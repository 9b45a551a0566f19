import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { ANONYMOUS, viewerOf } from '../../domain/viewer.ts'
import { heapOf } from '../document-cache.ts'
import { WatchLimits } from './watch-limits.ts'

const asker = { viewer: ANONYMOUS, address: '192.0.2.1' }
const tooMuch = /watches \d+ ids; \d+ more are too many, 1000 are allowed/

it('counts ids of a socket over its subscriptions, until they end', () => {
  const limits = new WatchLimits({ perSocket: 1_000, perAddress: 100_000 })
  const socket = { ids: 0 }
  const [first, second] = [limits.hold(asker, socket), limits.hold(asker, socket)]
  first.watch(600)
  expect(() => second.watch(401)).toThrow(tooMuch)
  second.watch(400)
  expect(socket.ids).toBe(1_000)
  first.release()
  first.release()
  expect(socket.ids).toBe(400)
  limits.hold(asker, { ids: 0 }).watch(1_000)
})

it('counts ids of an address over its sockets, and ten times as many for a subject', () => {
  const limits = new WatchLimits({ perSocket: 1_000, perAddress: 1_000 })
  const hold = limits.hold(asker)
  hold.watch(900)
  expect(() => limits.hold(asker).watch(101)).toThrow(tooMuch)
  limits.hold({ ...asker, address: '192.0.2.2' }).watch(1_000)
  const ada = { ...asker, viewer: viewerOf('customer', 'ada') }
  for (let n = 0; n < 10; n++) limits.hold(ada).watch(1_000)
  expect(() => limits.hold(ada).watch(1)).toThrow(/10000 are allowed/)
  hold.release()
  limits.hold(asker).watch(1_000)
})

it('counts a document once, however many subscriptions hold it, until none does', () => {
  const document = parse(`subscription { ${'x '.repeat(300)}}`)
  const weight = Math.ceil(heapOf(document) / 430)
  const limits = new WatchLimits({ perSocket: 1_000, perAddress: 2 * weight })
  const holds = Array.from({ length: 5 }, () => limits.hold(asker))
  for (const hold of holds) hold.keep(document)
  const other = limits.hold(asker)
  other.watch(weight)
  expect(() => limits.hold(asker).keep(parse('subscription { y }'))).toThrow(/are too many/)
  for (const hold of holds.slice(1)) hold.release()
  expect(() => other.watch(1)).toThrow(/are too many/)
  holds[0]?.release()
  other.watch(weight)
})

it('keeps nothing of those who watch no more', () => {
  const limits = new WatchLimits({ perSocket: 10, perAddress: 10 })
  const holds = [limits.hold(asker), limits.hold(asker)]
  for (const hold of holds) hold.watch(5)
  expect(limits.size).toBe(1)
  for (const hold of holds) hold.release()
  expect(limits.size).toBe(0)
})
