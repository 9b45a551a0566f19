import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { changeBy } from '../../test/support/alerts.ts'
import { testDatabases } from '../../test/support/databases.ts'
import { take } from '../../test/support/feeds.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { startGateway, type TestGateway } from '../../test/support/gateway.ts'
import { notifyWhenBack } from '../alerts/notify-when-back.ts'
import { readAnswered } from '../store/back-in-stock.ts'
import { outboxOf } from '../store/outbox.ts'
import { type BackInStockFeedItem, backInStockFeed } from './back-in-stock-feed.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { memoryBus } from './memory-bus.ts'
import { startRelay } from './relay.ts'

testDatabases('the feed of returning SKUs', (database) => {
  let gateway: TestGateway
  let relay: { stop(): Promise<void> }
  beforeEach(async () => {
    const store = outboxOf(database())
    const bus = memoryBus()
    gateway = await startGateway(store, bus)
    relay = startRelay({ store, bus, idleMs: 50 })
  })
  afterEach(async () => {
    await relay.stop()
    await gateway.stop()
  })

  function subscribe(customer: string, after: string | null = null) {
    const read = (customerId: string) => readAnswered(database().prisma, customerId)
    return backInStockFeed(gateway, read, customer, { after: after === null ? null : decodeCursor(after) })
  }

  /** A SKU that is out of stock and waited for by these customers, in turn. @returns ids of their requests */
  async function waitedFor(...customers: string[]) {
    const { prisma } = database()
    const level = await makeLevel(prisma)
    const requests: string[] = []
    for (const customer of customers) {
      const asked = await notifyWhenBack(prisma, level.skuId, customer)
      if (!asked.ok) throw new Error(asked.errors[0]?.message)
      requests.push(asked.value)
    }
    return { requests, comeBack: () => changeBy(prisma, level, 1) }
  }

  const short = (item: BackInStockFeedItem) => (item.kind === 'gap' ? `gap ${item.reason}` : item.requestId)

  it('tells each customer of the own requests only', async () => {
    const [ada, bo] = [v7(), v7()]
    const [adas, bos] = [subscribe(ada), subscribe(bo)]
    const first = await waitedFor(ada)
    const second = await waitedFor(bo, ada)
    await first.comeBack()
    await second.comeBack()
    expect((await take(adas, 2)).map(short)).toEqual([first.requests[0], second.requests[1]])
    expect((await take(bos, 1)).map(short)).toEqual([second.requests[0]])
    for (const feed of [adas, bos]) await feed.return?.()
    expect(gateway.hub.indexSize.members).toBe(0)
  })

  it('goes on after a cursor without a hole', async () => {
    const ada = v7()
    const live = subscribe(ada)
    const [first, second] = [await waitedFor(ada), await waitedFor(ada)]
    await first.comeBack()
    const [told] = await take(live, 1)
    await live.return?.()
    await second.comeBack()
    const resumed = subscribe(ada, told?.cursor ?? '')
    expect((await take(resumed, 1)).map(short)).toEqual(second.requests)
    await resumed.return?.()
  })

  it('tells what was answered lately after a gap', async () => {
    const ada = v7()
    const { requests, comeBack } = await waitedFor(ada)
    await comeBack()
    await waitedFor(ada)
    const feed = subscribe(ada, encodeCursor({ epoch: 'bad', seq: 1 }))
    expect((await take(feed, 2)).map(short)).toEqual(['gap EPOCH_CHANGED', requests[0]])
    await feed.return?.()
  })
})
