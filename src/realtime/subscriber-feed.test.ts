import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stockEvent, stockEvents } from '../../test/support/events.ts'
import { take, watching } from '../../test/support/feeds.ts'
import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'
import { Hub } from './hub.ts'
import { type FeedItem, type SubscriberFeedOptions, subscriberFeed } from './subscriber-feed.ts'

let hub: Hub
/** Events that log and table together still have. */
let remembered: FeedEvent[]
let head: Position
let states: Position[]

beforeEach(() => {
  hub = new Hub({ limits: { events: 10, levels: 10 } })
  hub.moveTo({ epoch: 'a', seq: 0 })
  remembered = []
  head = { epoch: 'a', seq: 0 }
  states = []
})
afterEach(() => hub.stop())

/** Events committed and told to this gateway. */
function publish(...events: FeedEvent[]) {
  remembered.push(...events)
  head = { ...head, seq: events.at(-1)?.seq ?? head.seq }
  for (const event of events) hub.publish(event, head.epoch)
}

function subscribe(options: Partial<SubscriberFeedOptions<string>> = {}) {
  return subscriberFeed<string>({
    hub,
    watch: watching(),
    read: async ({ seq }, limit) => remembered.filter((event) => event.seq > seq).slice(0, limit),
    head: async () => head,
    async *fresh(at) {
      states.push(at)
      yield `state at ${at.epoch}:${at.seq}`
    },
    after: null,
    startFresh: false,
    ...options,
  })
}

/** Items in short: number of an event, name of a state or gap. */
function short(items: readonly FeedItem<string>[]) {
  return items.map((item) => {
    if (item.kind === 'state') return item.state
    return item.kind === 'event'
      ? item.event.seq
      : `gap ${item.reason} ${item.position.epoch}:${item.position.seq}`
  })
}

const next = async (feed: AsyncIterator<FeedItem<string>>, count: number) => short(await take(feed, count))

describe('a new subscriber', () => {
  it('gets what happens from now on', async () => {
    publish(...stockEvents(1, 3))
    const feed = subscribe()
    publish(...stockEvents(4, 6))
    expect(await next(feed, 3)).toEqual([4, 5, 6])
    expect(states).toEqual([])
  })

  it('gets the state first when it asks for it, then exactly the changes after it', async () => {
    publish(...stockEvents(1, 3))
    const feed = subscribe({
      startFresh: true,
      async *fresh(at) {
        yield `first part at ${at.seq}`
        publish(stockEvent(4))
        yield 'second part'
        publish(stockEvent(5))
      },
    })
    expect(await next(feed, 4)).toEqual(['first part at 3', 'second part', 4, 5])
    publish(stockEvent(6))
    expect(await next(feed, 1)).toEqual([6])
  })

  it('does not get what the state had already', async () => {
    const feed = subscribe({
      startFresh: true,
      isNews: (event) => event.seq > 2,
      async *fresh() {
        publish(...stockEvents(1, 3))
        yield 'state with 2'
      },
    })
    expect(await next(feed, 2)).toEqual(['state with 2', 3])
  })
})

describe('a subscriber that comes back', () => {
  it('gets what it missed of what it watches, then goes live without hole or repetition', async () => {
    publish(stockEvent(1), stockEvent(2, { sku: 'other' }), ...stockEvents(3, 5))
    const feed = subscribe({ after: { epoch: 'a', seq: 1 }, watch: watching({ skuIds: ['sku'] }) })
    publish(...stockEvents(6, 7))
    expect(await next(feed, 5)).toEqual([3, 4, 5, 6, 7])
    expect(hub.counters).toMatchObject({ sent: 5, replayed: 3, gaps: 0 })
    expect(states).toEqual([])
  })

  it('gets pages of what it missed, each once', async () => {
    publish(...stockEvents(1, 1_700))
    const feed = subscribe({ after: { epoch: 'a', seq: 100 } })
    expect(await next(feed, 1_600)).toEqual(stockEvents(101, 1_700).map((event) => event.seq))
    publish(stockEvent(1_701))
    expect(await next(feed, 1)).toEqual([1_701])
  })

  it('carries on silently when it missed nothing', async () => {
    publish(...stockEvents(1, 3))
    const feed = subscribe({ after: { epoch: 'a', seq: 3 } })
    publish(stockEvent(4))
    expect(await next(feed, 1)).toEqual([4])
  })

  it('gets a gap and the state when its cursor is of another epoch', async () => {
    publish(...stockEvents(1, 3))
    const feed = subscribe({ after: { epoch: 'b', seq: 2 } })
    publish(stockEvent(4))
    expect(await next(feed, 3)).toEqual(['gap EPOCH_CHANGED a:3', 'state at a:3', 4])
    expect(hub.counters.gaps).toBe(1)
  })

  it('gets a gap and the state when its cursor is too old', async () => {
    publish(...stockEvents(1, 9))
    remembered = remembered.filter((event) => event.seq > 5)
    const feed = subscribe({ after: { epoch: 'a', seq: 3 } })
    publish(stockEvent(10))
    expect(await next(feed, 3)).toEqual(['gap RETENTION a:9', 'state at a:9', 10])
  })

  it('gets a gap when its cursor is of a history that is gone', async () => {
    publish(...stockEvents(1, 3))
    const feed = subscribe({ after: { epoch: 'a', seq: 99 } })
    expect(await next(feed, 2)).toEqual(['gap EPOCH_CHANGED a:3', 'state at a:3'])
  })

  it('gets nothing twice and no gap when its cursor is ahead of this gateway', async () => {
    publish(...stockEvents(1, 3))
    head = { epoch: 'a', seq: 6 }
    const feed = subscribe({ after: { epoch: 'a', seq: 5 } })
    for (const event of stockEvents(4, 7)) hub.publish(event, 'a')
    expect(await next(feed, 2)).toEqual([6, 7])
    expect(hub.counters.gaps).toBe(0)
  })
})

describe('a gap on the way', () => {
  it('is followed by the state, then by the changes after it', async () => {
    const feed = subscribe()
    publish(...stockEvents(1, 2))
    hub.moveTo({ epoch: 'a', seq: 8 }, 'RETENTION')
    publish(stockEvent(9))
    expect(await next(feed, 3)).toEqual(['gap RETENTION a:8', 'state at a:8', 9])
  })

  it('of a new epoch is followed by its changes, although their numbers begin anew', async () => {
    publish(...stockEvents(1, 50))
    const feed = subscribe({ after: { epoch: 'a', seq: 50 } })
    head = { epoch: 'b', seq: 0 }
    hub.moveTo(head, 'EPOCH_CHANGED')
    publish(...stockEvents(1, 2))
    expect(await next(feed, 4)).toEqual(['gap EPOCH_CHANGED b:0', 'state at b:0', 1, 2])
  })

  it('comes to a slow subscriber of too many levels, with the state', async () => {
    const feed = subscribe()
    const events = Array.from({ length: 25 }, (_, index) => stockEvent(index + 1, { sku: `sku-${index}` }))
    publish(...events)
    const items = await next(feed, 5)
    expect(items.slice(0, 2)).toEqual(['gap SLOW_CONSUMER a:21', 'state at a:21'])
    expect(items.slice(2)).toEqual([22, 23, 24])
  })
})

describe('ending', () => {
  it('while it waits ends at once and leaves nothing in the hub', async () => {
    const feed = subscribe()
    const waiting = feed.next()
    await feed.return?.()
    expect(await waiting).toEqual({ value: undefined, done: true })
    expect(await feed.next()).toEqual({ value: undefined, done: true })
    expect(hub.indexSize).toEqual({ members: 0, keys: 0 })
  })

  it('before the first item leaves nothing in the hub', async () => {
    const feed = subscribe({ startFresh: true })
    expect(hub.indexSize.members).toBe(1)
    await feed.return?.()
    expect(hub.indexSize).toEqual({ members: 0, keys: 0 })
    expect(states).toEqual([])
  })

  it('by a break of the loop leaves nothing in the hub', async () => {
    publish(...stockEvents(1, 5))
    for await (const item of subscribe({ after: { epoch: 'a', seq: 0 } })) {
      expect(short([item])).toEqual([1])
      break
    }
    expect(hub.counters.active).toBe(0)
  })

  it('by a failure to read the state throws it on and leaves nothing in the hub', async () => {
    const feed = subscribe({
      startFresh: true,
      // biome-ignore lint/correctness/useYield: it fails before the first part
      async *fresh() {
        throw new Error('no state')
      },
    })
    await expect(feed.next()).rejects.toThrow('no state')
    expect(hub.indexSize).toEqual({ members: 0, keys: 0 })
  })

  it('by the hub, because it does not read, calls back and ends the feed', async () => {
    let stuck = 0
    const feed = subscribe({ onStuck: () => stuck++ })
    publish(stockEvent(1))
    hub.closeStuck(performance.now() + 61_000)
    expect(stuck).toBe(1)
    expect(await feed.next()).toEqual({ value: undefined, done: true })
    expect(hub.counters).toMatchObject({ active: 0, closedStuck: 1 })
  })

  it('of the process ends every feed', async () => {
    const waits = [subscribe(), subscribe({ watch: watching({ skuIds: ['x'] }) })].map((feed) => feed.next())
    hub.stop()
    expect((await Promise.all(waits)).map((result) => result.done)).toEqual([true, true])
    expect(hub.indexSize.members).toBe(0)
  })
})

describe('a cursor further back than is replayed', () => {
  const reads = { count: 0 }
  const from = (seq: number) =>
    subscribe({
      after: { epoch: 'a', seq },
      longestReplay: 3,
      read: async (after, limit) => {
        reads.count++
        return remembered.filter((event) => event.seq > after.seq).slice(0, limit)
      },
    })

  it('gets a gap and the state, and nothing is read for it', async () => {
    publish(...stockEvents(1, 5))
    reads.count = 0
    const feed = from(1)
    expect(await next(feed, 2)).toEqual(['gap RETENTION a:5', 'state at a:5'])
    expect(reads.count).toBe(0)
    publish(stockEvent(6))
    expect(await next(feed, 1)).toEqual([6])
    await feed.return?.()
  })

  it('at the limit is replayed', async () => {
    publish(...stockEvents(1, 5))
    const feed = from(2)
    expect(await next(feed, 3)).toEqual([3, 4, 5])
    expect(hub.counters.gaps).toBe(0)
    await feed.return?.()
  })
})
