import { afterEach, beforeEach, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { take } from '../../test/support/feeds.ts'
import { startGateway, type TestGateway } from '../../test/support/gateway.ts'
import type { Platform } from '../domain/platform.ts'
import { appendToOutbox, outboxOf } from '../store/outbox.ts'
import { transaction } from '../store/transaction.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { type ListingFeedItem, listingFeed } from './listing-feed.ts'
import { memoryBus } from './memory-bus.ts'
import { startRelay } from './relay.ts'

testDatabases('the feed of listings', (database) => {
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

  const subscribe = (watch: { productIds?: string[]; platforms?: Platform[] } = {}, after?: string) =>
    listingFeed(
      gateway,
      {
        topic: 'listing',
        skuIds: null,
        productIds: watch.productIds ? new Set(watch.productIds) : null,
        warehouseIds: null,
        shopIds: null,
        supplierKey: null,
        platforms: watch.platforms ? new Set(watch.platforms) : null,
      },
      { after: after ? decodeCursor(after) : null },
    )
  const changed = (listingId: string, platform: Platform, productId: string | null) =>
    transaction(database().prisma, (tx) =>
      appendToOutbox(tx, [
        {
          topic: 'listing',
          listingId,
          platform,
          productId,
          priceBefore: { minor: '1990', currency: 'CNY' },
          quantityBefore: 7,
          occurredAt: '2026-03-01T00:00:00.000Z',
        },
      ]),
    )
  const idOf = (item: ListingFeedItem) => (item.kind === 'gap' ? item.reason : item.listingId)

  it('tells what changed, of the products and platforms watched', async () => {
    const feeds = [
      subscribe(),
      subscribe({ productIds: ['p1'] }),
      subscribe({ platforms: ['JD'] }),
      subscribe({ productIds: ['p1'], platforms: ['JD'] }),
    ] as const
    await changed('a', 'TAOBAO', 'p1')
    await changed('b', 'JD', null)
    await changed('c', 'JD', 'p2')
    await changed('d', 'JD', 'p1')
    const [all, product, platform, both] = feeds
    expect((await take(all, 4)).map(idOf)).toEqual(['a', 'b', 'c', 'd'])
    expect((await take(product, 2)).map(idOf)).toEqual(['a', 'd'])
    expect((await take(platform, 3)).map(idOf)).toEqual(['b', 'c', 'd'])
    const [last] = await take(both, 1)
    expect(last).toMatchObject({
      listingId: 'd',
      priceBefore: { minor: '1990', currency: 'CNY' },
      quantityBefore: 7,
      occurredAt: new Date('2026-03-01T00:00:00.000Z'),
    })
    for (const feed of feeds) await feed.return?.()
    expect(gateway.hub.indexSize.members).toBe(0)
  })

  it('replays what was missed after a cursor, and says when it can not', async () => {
    const first = subscribe()
    await changed('a', 'TAOBAO', 'p1')
    const [seen] = await take(first, 1)
    await first.return?.()
    await changed('b', 'TAOBAO', 'p1')
    const again = subscribe({}, seen?.cursor)
    expect((await take(again, 1)).map(idOf)).toEqual(['b'])
    await again.return?.()
    const lost = subscribe({}, encodeCursor({ epoch: 'bad', seq: 1 }))
    expect((await take(lost, 1)).map(idOf)).toEqual(['EPOCH_CHANGED'])
    await lost.return?.()
  })
})
