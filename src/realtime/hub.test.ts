import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { alertEvent, stockEvent, stockEvents } from '../../test/support/events.ts'
import { drain, numbersOf, watching } from '../../test/support/feeds.ts'
import { Hub } from './hub.ts'

let hub: Hub
beforeEach(() => {
  hub = new Hub()
  hub.moveTo({ epoch: 'a', seq: 0 })
})
afterEach(() => hub.stop())

describe('what a subscriber gets', () => {
  it('is what it watches: by SKU, by product, by warehouse, or all', async () => {
    const watches = [
      watching({ skuIds: ['one'] }),
      watching({ productIds: ['p2'] }),
      watching({ skuIds: ['one'], productIds: ['p2'] }),
      watching({ warehouseIds: ['far'] }),
      watching({ skuIds: ['two'], warehouseIds: ['near'] }),
      watching(),
    ]
    const subscriptions = watches.map((watch) => hub.subscribe(watch))
    hub.publish(stockEvent(1, { sku: 'one', productId: 'p1', warehouse: 'near' }), 'a')
    hub.publish(stockEvent(2, { sku: 'two', productId: 'p2', warehouse: 'near' }), 'a')
    hub.publish(stockEvent(3, { sku: 'two', productId: 'p2', warehouse: 'far' }), 'a')
    const got = await Promise.all(subscriptions.map(async ({ queue }) => numbersOf(await drain(queue))))
    expect(got).toEqual([[1], [2, 3], [1, 2, 3], [3], [2], [1, 2, 3]])
  })

  it('is each event once, although it is found by SKU and by product', async () => {
    const { queue } = hub.subscribe(watching({ skuIds: ['sku', 'other'], productIds: ['product'] }))
    for (const event of stockEvents(1, 5)) hub.publish(event, 'a')
    expect(numbersOf(await drain(queue))).toEqual([1, 2, 3, 4, 5])
  })

  it('is of its topic; suppliers get the alerts of their own SKUs only', async () => {
    const stock = hub.subscribe(watching())
    const alerts = hub.subscribe(watching({ topic: 'alert' }))
    const own = hub.subscribe(watching({ topic: 'alert', supplierKey: 'acme' }))
    hub.publish(stockEvent(1), 'a')
    hub.publish(alertEvent(2, { supplier: 'acme' }), 'a')
    hub.publish(alertEvent(3, { supplier: 'other' }), 'a')
    hub.publish(alertEvent(4), 'a')
    expect(numbersOf(await drain(stock.queue))).toEqual([1])
    expect(numbersOf(await drain(alerts.queue))).toEqual([2, 3, 4])
    expect(numbersOf(await drain(own.queue))).toEqual([2])
  })

  it('begins after the position it was subscribed at', async () => {
    hub.publish(stockEvent(1), 'a')
    const { since, queue } = hub.subscribe(watching())
    expect(since).toEqual({ epoch: 'a', seq: 1 })
    hub.publish(stockEvent(2), 'a')
    expect(numbersOf(await drain(queue))).toEqual([2])
    expect(hub.position).toEqual({ epoch: 'a', seq: 2 })
  })
})

describe('a gap', () => {
  it('goes to everybody and voids what waits', async () => {
    const one = hub.subscribe(watching())
    const two = hub.subscribe(watching({ skuIds: ['quiet'] }))
    for (const event of stockEvents(1, 3)) hub.publish(event, 'a')
    hub.moveTo({ epoch: 'b', seq: 2 }, 'EPOCH_CHANGED')
    const gap = { kind: 'gap', reason: 'EPOCH_CHANGED', position: { epoch: 'b', seq: 2 }, missed: null }
    expect(await drain(one.queue)).toEqual([gap])
    expect(await drain(two.queue)).toEqual([gap])
  })

  it('does not swallow the event of the new epoch that has the number of the last one', async () => {
    const { queue } = hub.subscribe(watching())
    for (const event of stockEvents(1, 3)) hub.publish(event, 'a')
    hub.moveTo({ epoch: 'b', seq: 2 }, 'EPOCH_CHANGED')
    hub.publish(stockEvent(3), 'b')
    expect((await drain(queue)).map((item) => item.position)).toEqual([
      { epoch: 'b', seq: 2 },
      { epoch: 'b', seq: 3 },
    ])
  })

  it('is not told when the feed only starts', async () => {
    const { queue } = hub.subscribe(watching())
    hub.moveTo({ epoch: 'a', seq: 9 })
    expect(queue.length).toBe(0)
    expect(hub.position.seq).toBe(9)
  })
})

describe('a subscriber that does not read', () => {
  it('delays nobody: the others get every event, and it gets the latest', async () => {
    hub.stop()
    hub = new Hub({ limits: { events: 10, levels: 5 } })
    const stuck = hub.subscribe(watching())
    const reading = hub.subscribe(watching())
    const read: number[] = []
    for (const event of stockEvents(1, 1_000)) {
      hub.publish(event, 'a')
      read.push(...numbersOf(await drain(reading.queue)))
    }
    expect(read).toEqual(stockEvents(1, 1_000).map((event) => event.seq))
    expect(stuck.queue.length).toBeLessThanOrEqual(11)
    const items = await drain(stuck.queue)
    expect(numbersOf(items).at(-1)).toBe(1_000)
  })

  it('is closed once after its time, told so once, and the others stay', async () => {
    let told = 0
    const stuck = hub.subscribe(watching(), () => told++)
    const idle = hub.subscribe(watching({ skuIds: ['quiet'] }), () => told++)
    const reading = hub.subscribe(watching(), () => told++)
    hub.publish(stockEvent(1), 'a')
    await drain(reading.queue)
    const later = performance.now() + 59_000
    hub.closeStuck(later)
    expect(told).toBe(0)
    for (let again = 0; again < 3; again++) hub.closeStuck(later + 2_000)
    expect([told, hub.counters.closedStuck]).toEqual([1, 1])
    expect(await stuck.queue.take()).toBeNull()
    hub.publish(stockEvent(2, { sku: 'quiet' }), 'a')
    expect(numbersOf(await drain(idle.queue))).toEqual([2])
    expect(numbersOf(await drain(reading.queue))).toEqual([2])
  })

  it('counts as lagging once something has waited for a second, until it takes it', async () => {
    const slow = hub.subscribe(watching())
    const quiet = hub.subscribe(watching({ skuIds: ['quiet'] }))
    expect([hub.publish(stockEvent(1), 'a'), hub.publish(stockEvent(2, { sku: 'quiet' }), 'a')]).toEqual([
      1, 2,
    ])
    await drain(quiet.queue)
    const now = performance.now()
    expect([hub.lagging(1_000, now), hub.lagging(1_000, now + 1_001)]).toEqual([0, 1])
    await drain(slow.queue)
    expect(hub.lagging(1_000, now + 500)).toBe(0)
    expect(hub.publish(stockEvent(3, { sku: 'other' }), 'b')).toBe(1)
  })

  it('has its full time although nothing came for long', () => {
    let told = 0
    const { queue } = hub.subscribe(watching(), () => told++)
    queue.lastTakenAt = performance.now() - 3_600_000
    hub.publish(stockEvent(1), 'a')
    hub.closeStuck()
    const other = hub.subscribe(watching({ skuIds: ['quiet'] }), () => told++)
    other.queue.lastTakenAt = performance.now() - 3_600_000
    hub.moveTo({ epoch: 'b', seq: 0 }, 'EPOCH_CHANGED')
    hub.closeStuck()
    expect(told).toBe(0)
  })
})

describe('closing', () => {
  it('removes the subscriber from everywhere: nothing is left after 1,000 came and went', () => {
    for (let n = 0; n < 1_000; n++) {
      const watch = watching({ skuIds: [`sku-${n}`, 'common'], productIds: [`product-${n}`] })
      const subscription = hub.subscribe(n % 2 ? watch : watching())
      hub.publish(stockEvent(n + 1, { sku: 'common' }), 'a')
      subscription.close()
      subscription.close()
    }
    expect(hub.counters.active).toBe(0)
    expect(hub.indexSize).toEqual({ members: 0, keys: 0 })
  })

  it('ends a wait, and nothing comes afterwards', async () => {
    const subscription = hub.subscribe(watching())
    const { queue } = subscription
    const waiting = queue.take()
    subscription.close()
    expect(await waiting).toBeNull()
    hub.publish(stockEvent(1), 'a')
    expect(queue.length).toBe(0)
    expect(await queue.take()).toBeNull()
  })

  it('by stopping the hub ends every wait', async () => {
    const waits = [watching(), watching({ topic: 'alert' })].map((watch) => hub.subscribe(watch).queue.take())
    hub.stop()
    expect(await Promise.all(waits)).toEqual([null, null])
  })
})
