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

it('says whose watches are too many: those of the socket, or of the address or token', () => {
  const limits = new WatchLimits({ perSocket: 5, perAddress: 8 })
  limits.hold(asker).watch(5)
  expect(() => limits.hold(asker).watch(6)).toThrow(/^This socket watches 0 ids; 6 more/)
  expect(() => limits.hold(asker).watch(4)).toThrow(/^This address or token watches 5 ids; 4 more/)
})

it('counts each subject of each role by itself, and does not limit our own workers', () => {
  const limits = new WatchLimits({ perSocket: 1_000, perAddress: 1 })
  for (const role of ['customer', 'supplier'] as const)
    for (const subject of ['ada', 'bob']) {
      const hold = limits.hold({ ...asker, viewer: viewerOf(role, subject) })
      hold.watch(10)
      expect(() => hold.watch(1)).toThrow('10 are allowed')
    }
  const worker = { ...asker, viewer: viewerOf('worker', 'w') }
  for (let n = 0; n < 5; n++) limits.hold(worker).watch(1_000)
  expect(limits.size).toBe(5)
})

it('refuses a document only when it is too heavy', () => {
  const document = parse('subscription { x }')
  const weight = Math.ceil(heapOf(document) / 430)
  const tooFew = new WatchLimits({ perSocket: 100, perAddress: weight - 1 })
  expect(() => tooFew.hold(asker).keep(document)).toThrow(
    `This address or token watches 0 ids; ${weight} more are too many, ${weight - 1} are allowed.`,
  )
  new WatchLimits({ perSocket: 100, perAddress: weight }).hold(asker).keep(document)
})

it('a subscription keeps one document, and nothing once it is released', () => {
  const documents = [parse('subscription { x }'), parse('subscription { y }')] as const
  const weight = Math.ceil(heapOf(documents[0]) / 430)
  const limits = new WatchLimits({ perSocket: 100, perAddress: 2 * weight })
  const other = limits.hold(asker)
  const hold = limits.hold(asker)
  for (let n = 0; n < 3; n++) for (const document of documents) hold.keep(document)
  other.watch(weight)
  expect(() => other.watch(1)).toThrow('are allowed')
  hold.release()
  hold.keep(documents[0])
  hold.watch(100)
  other.watch(weight)
  other.release()
  const again = limits.hold(asker)
  again.keep(documents[0])
  again.watch(weight)
  expect(() => again.watch(1)).toThrow('are allowed')
})

it('keeps nothing of those who watch no more', () => {
  const limits = new WatchLimits({ perSocket: 10, perAddress: 10 })
  const holds = [limits.hold(asker), limits.hold(asker)]
  for (const hold of holds) hold.watch(5)
  expect(limits.size).toBe(1)
  holds[0]?.release()
  expect(limits.size).toBe(1)
  for (const hold of holds) hold.release()
  expect(limits.size).toBe(0)
})
