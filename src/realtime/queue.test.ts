import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertEvent, stockEvent, stockEvents } from '../../test/support/events.ts'
import { drain, numbersOf } from '../../test/support/feeds.ts'
import type { FeedEvent } from '../domain/feed-event.ts'
import { SubscriberQueue } from './queue.ts'

const pushAll = (queue: SubscriberQueue, events: readonly FeedEvent[]) => {
  for (const event of events) queue.push(event, { epoch: 'a', seq: event.seq })
}

describe('the queue of a subscriber', () => {
  it('gives everything one by one and in order while it is not full', async () => {
    const queue = new SubscriberQueue({ events: 5, levels: 5 })
    pushAll(queue, stockEvents(1, 5))
    const items = await drain(queue)
    expect(numbersOf(items)).toEqual([1, 2, 3, 4, 5])
    expect(items).toMatchObject(Array(5).fill({ kind: 'event', coalesced: 0, delta: 1 }))
  })

  it('waits for what comes', async () => {
    const queue = new SubscriberQueue()
    const waiting = queue.take()
    pushAll(queue, [stockEvent(1)])
    expect(await waiting).toMatchObject({ kind: 'event', event: { seq: 1 } })
  })

  it('folds stock to the latest per level when it is full, with counts and sums, by number', async () => {
    const queue = new SubscriberQueue({ events: 5, levels: 5 })
    pushAll(queue, [
      stockEvent(1, { sku: 'a', delta: -1 }),
      stockEvent(2, { sku: 'b', delta: 7 }),
      stockEvent(3, { sku: 'a', delta: -2 }),
      stockEvent(4, { sku: 'a', warehouse: 'other', delta: 5 }),
      stockEvent(5, { sku: 'c', delta: 1 }),
      stockEvent(6, { sku: 'b', delta: -3 }),
    ])
    expect(await drain(queue)).toMatchObject([
      { event: { seq: 3 }, coalesced: 1, delta: -3 },
      { event: { seq: 4 }, coalesced: 0, delta: 5 },
      { event: { seq: 5 }, coalesced: 0, delta: 1 },
      { event: { seq: 6 }, coalesced: 1, delta: 4 },
    ])
  })

  it('gives up everything for a gap when it holds too many levels, and says how many events that were', async () => {
    const queue = new SubscriberQueue({ events: 3, levels: 3 })
    pushAll(queue, stockEvents(1, 4))
    pushAll(
      queue,
      [2, 3, 4, 5].map((n) => stockEvent(n + 3, { sku: `sku-${n}` })),
    )
    expect(await drain(queue)).toEqual([
      { kind: 'gap', reason: 'SLOW_CONSUMER', position: { epoch: 'a', seq: 7 }, missed: 7 },
      expect.objectContaining({ event: expect.objectContaining({ seq: 8 }) }),
    ])
  })

  it('gives up alerts for a gap when it is full: they can not be folded', async () => {
    const queue = new SubscriberQueue({ events: 3, levels: 100 })
    pushAll(
      queue,
      [1, 2, 3, 4].map((n) => alertEvent(n)),
    )
    expect(await drain(queue)).toEqual([
      { kind: 'gap', reason: 'SLOW_CONSUMER', position: { epoch: 'a', seq: 4 }, missed: 4 },
    ])
  })

  it('gives an alert as it is: no units, nothing folded', async () => {
    const queue = new SubscriberQueue()
    pushAll(queue, [alertEvent(1)])
    expect(await drain(queue)).toMatchObject([{ kind: 'event', coalesced: 0, delta: 0 }])
  })

  it('holds as many levels as it may', async () => {
    const queue = new SubscriberQueue({ events: 3, levels: 3 })
    pushAll(queue, [stockEvent(1), ...['a', 'b'].map((sku, n) => stockEvent(n + 2, { sku })), stockEvent(4)])
    expect(numbersOf(await drain(queue))).toEqual([2, 3, 4])
  })

  it('folds again only after as much has come as was kept', () => {
    const queue = new SubscriberQueue({ events: 2, levels: 10 })
    const skus = ['a', 'b', 'c', 'a', 'a', 'a', 'a']
    const lengths = skus.map((sku, n) => {
      queue.push(stockEvent(n + 1, { sku }), { epoch: 'a', seq: n + 1 })
      return queue.length
    })
    expect(lengths).toEqual([1, 2, 3, 4, 5, 6, 3])
  })

  it('holds a thousand events one by one unless told otherwise', () => {
    const queue = new SubscriberQueue()
    pushAll(queue, stockEvents(1, 1_000))
    expect(queue.length).toBe(1_000)
    pushAll(queue, [stockEvent(1_001)])
    expect(queue.length).toBe(1)
  })

  it.each<[string, (queue: SubscriberQueue) => void]>([
    ['an event', (queue) => pushAll(queue, [stockEvent(1)])],
    ['a gap', (queue) => queue.gap('RETENTION', { epoch: 'a', seq: 1 }, null)],
  ])('counts how long it is not read from when %s found it empty', (_what, add) => {
    const queue = new SubscriberQueue()
    queue.lastTakenAt = -1
    add(queue)
    expect(queue.lastTakenAt).toBeGreaterThan(-1)
    queue.lastTakenAt = -1
    add(queue)
    expect(queue.lastTakenAt).toBe(-1)
  })

  it('does not know how many were missed when a gap waited already', async () => {
    const queue = new SubscriberQueue({ events: 3, levels: 100 })
    queue.gap('RETENTION', { epoch: 'a', seq: 10 }, null)
    pushAll(
      queue,
      [11, 12, 13].map((n) => alertEvent(n)),
    )
    expect(await drain(queue)).toMatchObject([{ kind: 'gap', position: { seq: 13 }, missed: null }])
  })

  it('keeps a gap in front of what came after it, folded or not', async () => {
    const queue = new SubscriberQueue({ events: 3, levels: 3 })
    queue.gap('RETENTION', { epoch: 'a', seq: 10 }, null)
    pushAll(queue, stockEvents(11, 20))
    const items = await drain(queue)
    expect(items[0]).toMatchObject({ kind: 'gap', reason: 'RETENTION', position: { seq: 10 } })
    expect(numbersOf(items.slice(1)).at(-1)).toBe(20)
  })

  it('is empty and deaf once closed', async () => {
    const queue = new SubscriberQueue()
    pushAll(queue, stockEvents(1, 3))
    expect(queue.closed).toBe(false)
    queue.close()
    expect(queue.closed).toBe(true)
    pushAll(queue, stockEvents(4, 5))
    queue.gap('RETENTION', { epoch: 'a', seq: 5 }, null)
    expect(queue.length).toBe(0)
    expect(await queue.take()).toBeNull()
  })

  it('whatever comes and however slowly it is read: keeps its bound, the order, and the last of every level', () => {
    const limits = { events: 6, levels: 4 }
    const step = fc.oneof(
      fc.record({ sku: fc.constantFrom('a', 'b', 'c'), delta: fc.integer({ min: -5, max: 5 }) }),
      fc.constant('take' as const),
    )
    return fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const queue = new SubscriberQueue(limits)
        const last = new Map<string, number>()
        const sums = { pushed: 0, taken: 0, changes: 0, told: 0 }
        const seen = new Map<string, number>()
        let seq = 0
        let previous = 0
        const takeOne = async () => {
          const item = queue.length > 0 ? await queue.take() : null
          if (item?.kind !== 'event' || item.event.payload.topic !== 'stock') return
          expect(item.event.seq).toBeGreaterThan(previous)
          previous = item.event.seq
          seen.set(item.event.payload.level.skuId, item.event.seq)
          sums.taken += item.delta
          sums.told += item.coalesced + 1
        }
        for (const one of steps) {
          if (one === 'take') await takeOne()
          else {
            pushAll(queue, [stockEvent(++seq, one)])
            last.set(one.sku, seq)
            sums.pushed += one.delta
            sums.changes++
          }
          expect(queue.length).toBeLessThanOrEqual(2 * limits.events)
        }
        while (queue.length > 0) await takeOne()
        expect(seen).toEqual(last)
        expect([sums.taken, sums.told]).toEqual([sums.pushed, sums.changes])
      }),
      { numRuns: 200 },
    )
  })
})
