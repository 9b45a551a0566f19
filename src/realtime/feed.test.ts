import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stockEvents, stockPayload } from '../../test/support/events.ts'
import { memoryOutbox } from '../../test/support/memory-outbox.ts'
import { until } from '../../test/support/until.ts'
import type { EventBus } from './bus.ts'
import { startFeed } from './feed.ts'
import { memoryBus } from './memory-bus.ts'

let table: ReturnType<typeof memoryOutbox>
let bus: EventBus
let interrupt: () => void
let heard: number[]
let lost: string[]
let feed: Awaited<ReturnType<typeof startFeed>> | null
const errors: unknown[] = []

beforeEach(() => {
  table = memoryOutbox()
  const memory = memoryBus()
  bus = {
    ...memory,
    async subscribe(onBatch, onInterrupted) {
      interrupt = onInterrupted
      return memory.subscribe(onBatch, onInterrupted)
    },
  }
  ;[heard, lost, feed] = [[], [], null]
  errors.length = 0
})
afterEach(() => feed?.stop())

/** `checkMs` is long: nothing but what is signalled moves the feed, unless a test says otherwise. */
async function start(checkMs = 3_600_000) {
  feed = await startFeed({
    store: table.outbox,
    bus,
    onEvent: (event) => heard.push(event.seq),
    onLost: ({ epoch, seq }, reason) => lost.push(`${reason} ${epoch}:${seq}`),
    checkMs,
    onError: (error) => errors.push(error),
  })
}

/** Numbers `count` events in the table; gives them to be handed to the bus. */
function numbered(count: number) {
  table.append(...Array.from({ length: count }, () => stockPayload()))
  return table.numberAll()
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('the feed of a process', () => {
  it('starts at the head: what was before is not told', async () => {
    await bus.append({ epoch: 'a', events: numbered(5) })
    await start()
    expect(feed?.position()).toEqual({ epoch: 'a', seq: 5 })
    await bus.append({ epoch: 'a', events: numbered(2) })
    expect(heard).toEqual([6, 7])
  })

  it('tells every event once, however often batches and their parts come', async () => {
    await start()
    const events = numbered(6)
    for (const [from, to] of [
      [0, 2],
      [0, 2],
      [1, 4],
      [3, 4],
      [0, 6],
      [5, 6],
    ])
      await bus.append({ epoch: 'a', events: events.slice(from, to) })
    expect(heard).toEqual(upTo(6))
    expect(lost).toEqual([])
  })

  it('fetches from the log what was not signalled', async () => {
    await start()
    const silent = memoryBus()
    const events = numbered(4)
    await silent.append({ epoch: 'a', events })
    bus.read = silent.read
    await bus.append({ epoch: 'a', events: events.slice(3) })
    await until(() => heard.length === 4)
    expect(heard).toEqual(upTo(4))
    expect(table.calls.read).toBe(0)
  })

  it('fetches from the table what the log does not have', async () => {
    await start()
    const events = numbered(2_500)
    await bus.append({ epoch: 'a', events: events.slice(2_499) })
    await until(() => heard.length === 2_500)
    expect(heard).toEqual(upTo(2_500))
    expect(lost).toEqual([])
  })

  it('fetches from the table while the bus is away', async () => {
    await start()
    bus.read = () => Promise.reject(new Error('away'))
    numbered(3)
    interrupt()
    await until(() => heard.length === 3)
    expect(lost).toEqual([])
  })

  it('takes a log that is only behind for no loss', async () => {
    await bus.append({ epoch: 'a', events: numbered(2) })
    await start()
    numbered(2)
    interrupt()
    await until(() => feed?.position().seq === 4)
    expect(heard).toEqual([3, 4])
    expect(lost).toEqual([])
  })

  it('finds by itself what was never signalled', async () => {
    await start(5)
    numbered(3)
    await until(() => heard.length === 3)
    expect(heard).toEqual(upTo(3))
  })

  it('misses nothing of what is signalled while it fetches', async () => {
    await start()
    const events = numbered(300)
    const read = Promise.withResolvers<void>()
    const { outbox } = table
    const fromTable = outbox.read
    outbox.read = async (...args) => {
      await read.promise
      return fromTable(...args)
    }
    await bus.append({ epoch: 'a', events: events.slice(99, 100) })
    for (let n = 100; n < 300; n++) await bus.append({ epoch: 'a', events: events.slice(n, n + 1) })
    expect(heard).toEqual([])
    read.resolve()
    await until(() => heard.length === 300)
    expect(heard).toEqual(upTo(300))
  })

  it('says that events are lost when retention deleted them, once, and goes on after the hole', async () => {
    await start()
    const events = numbered(10)
    table.forget(7)
    await bus.append({ epoch: 'a', events: events.slice(9) })
    await until(() => feed?.position().seq === 10)
    expect(lost).toEqual(['RETENTION a:7'])
    expect(heard).toEqual([8, 9, 10])
  })

  it('says so when retention deleted all', async () => {
    await start()
    numbered(10)
    table.forget(10)
    interrupt()
    await until(() => feed?.position().seq === 10)
    expect(lost).toEqual(['RETENTION a:10'])
    await bus.append({ epoch: 'a', events: numbered(1) })
    expect(heard).toEqual([11])
  })

  it('says that the epoch changed, and goes on with the new one', async () => {
    await start()
    await bus.append({ epoch: 'a', events: numbered(5) })
    table.beginEpoch('b', 2)
    await bus.append({ epoch: 'b', events: numbered(1) })
    await until(() => feed?.position().epoch === 'b')
    expect(lost).toEqual(['EPOCH_CHANGED b:3'])
    await bus.append({ epoch: 'b', events: numbered(2) })
    expect(heard).toEqual([1, 2, 3, 4, 5, 4, 5])
  })

  it('does not take events of an old epoch, read before it ended, for the new one', async () => {
    await start()
    const old = numbered(5)
    const read = Promise.withResolvers<void>()
    bus.read = async () => {
      await read.promise
      return old
    }
    await bus.append({ epoch: 'a', events: old.slice(4) })
    table.beginEpoch('b')
    interrupt()
    await until(() => lost.length === 1)
    bus.read = async () => null
    read.resolve()
    await bus.append({ epoch: 'b', events: numbered(1) })
    await until(() => heard.length > 0)
    expect(lost).toEqual(['EPOCH_CHANGED b:0'])
    expect(heard).toEqual([1])
    expect(feed?.position()).toEqual({ epoch: 'b', seq: 1 })
  })

  it('tells of a table that can not be read, and catches up when it can', async () => {
    await start(5)
    const events = numbered(3)
    table.fail(new Error('away'))
    await bus.append({ epoch: 'a', events: events.slice(2) })
    await until(() => errors.length > 1)
    expect(heard).toEqual([])
    table.fail(null)
    await until(() => heard.length === 3)
    expect(heard).toEqual(upTo(3))
    expect(lost).toEqual([])
  })

  it('tells nothing after it stopped', async () => {
    await start(5)
    await feed?.stop()
    await bus.append({ epoch: 'a', events: stockEvents(1, 3) })
    expect(heard).toEqual([])
    const before = table.calls.head
    await until(() => new Promise((resolve) => setImmediate(() => resolve(true))))
    expect(table.calls.head).toBe(before)
  })
})
