import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { take, watching } from '../../test/support/feeds.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { startGateway, type TestGateway } from '../../test/support/gateway.ts'
import { orderDeps, paid, placed } from '../../test/support/orders.ts'
import { decodeCursor } from '../realtime/cursor.ts'
import { memoryBus } from '../realtime/memory-bus.ts'
import { type OrderFeedItem, orderFeed } from '../realtime/order-feed.ts'
import { startRelay } from '../realtime/relay.ts'
import type { Watch } from '../realtime/watch.ts'
import { readOrdersUnderWay } from '../store/order.ts'
import { outboxOf } from '../store/outbox.ts'
import { cancelOrder } from './cancel-order.ts'

testDatabases('the feed of orders', (database) => {
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

  const subscribe = (watch: Pick<Watch, 'orderIds' | 'customerId'>, after: string | null = null) =>
    orderFeed(
      gateway,
      (filter, afterId, limit) => readOrdersUnderWay(database().prisma, filter, afterId, limit),
      { ...watching({ topic: 'order' }), ...watch },
      { after: after === null ? null : decodeCursor(after) },
    )
  const short = (item: OrderFeedItem) =>
    item.kind === 'gap' ? `gap ${item.reason}` : `${item.from} ${item.to}`
  const deps = () => orderDeps(database().prisma)
  const place = async (customer: string) => {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    return placed(deps(), [{ skuId, quantity: 1 }], customer)
  }

  it('brings every step of the own orders in order, and nobody else’s', async () => {
    const ada = subscribe({ customerId: 'ada' })
    const all = subscribe({})
    const [first, everything] = [take(ada, 2), take(all, 3)]
    await place('bob')
    const id = await place('ada')
    await paid(deps(), id)
    const items = await first
    expect(items.map(short)).toEqual(['null PENDING_PAYMENT', 'PENDING_PAYMENT PAID'])
    expect(items.every((item) => item.kind === 'order' && item.orderId === id)).toBe(true)
    expect((await everything).map(short)).toEqual([
      'null PENDING_PAYMENT',
      'null PENDING_PAYMENT',
      'PENDING_PAYMENT PAID',
    ])
    await ada.return?.()
    await all.return?.()
    expect(gateway.hub.indexSize).toEqual({ members: 0, keys: 0 })
  })

  it('of one order is only for its customer', async () => {
    const id = await place('ada')
    const other = await place('bob')
    const bob = subscribe({ orderIds: new Set([id, other]), customerId: 'bob' })
    await paid(deps(), id)
    await paid(deps(), other)
    // That they were placed may still be on its way to those who came just now.
    const seen: OrderFeedItem[] = []
    while (seen.at(-1)?.kind !== 'order' || !short(seen.at(-1) as OrderFeedItem).endsWith(' PAID'))
      seen.push(...(await take(bob, 1)))
    expect(seen.map((item) => item.kind === 'order' && item.orderId)).toEqual(seen.map(() => other))
    await bob.return?.()
  })

  it('replays after a cursor, and gives the state of what is under way when it can not', async () => {
    const customer = 'carl'
    const feed = subscribe({ customerId: customer })
    const next = take(feed, 1)
    const id = await place(customer)
    const [placedItem] = await next
    await feed.return?.()
    await paid(deps(), id)
    const again = subscribe({ customerId: customer }, placedItem?.cursor ?? '')
    expect((await take(again, 1)).map(short)).toEqual(['PENDING_PAYMENT PAID'])
    await again.return?.()

    const ended = await place(customer)
    await cancelOrder(
      deps(),
      { id: ended, reason: 'x', idempotencyKey: v7() },
      { actor: 'x', customerId: null },
    )
    const stale = subscribe({ customerId: customer }, Buffer.from('0:1').toString('base64url'))
    const items = await take(stale, 3)
    expect(items.map(short).sort()).toEqual(['CANCELLED CANCELLED', 'PAID PAID', 'gap EPOCH_CHANGED'])
    expect(items[0]?.kind).toBe('gap')
    await stale.return?.()
  })
})
