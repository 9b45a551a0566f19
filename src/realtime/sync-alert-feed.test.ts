import { afterEach, beforeEach, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { take, watching } from '../../test/support/feeds.ts'
import { startGateway, type TestGateway } from '../../test/support/gateway.ts'
import { makeShop } from '../../test/support/shops.ts'
import { outboxOf } from '../store/outbox.ts'
import { openSyncAlert, readOpenSyncAlerts, resolveSyncAlert } from '../store/sync-alert.ts'
import { transaction } from '../store/transaction.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { memoryBus } from './memory-bus.ts'
import { startRelay } from './relay.ts'
import { type SyncAlertFeedItem, syncAlertFeed } from './sync-alert-feed.ts'

testDatabases('the feed of synchronisation alerts', (database) => {
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

  function subscribe(shopIds: string[] | null, after?: string) {
    return syncAlertFeed(
      gateway,
      (ids) => readOpenSyncAlerts(database().prisma, ids),
      watching({ topic: 'sync', ...(shopIds && { shopIds }) }),
      { after: after ? decodeCursor(after) : null },
    )
  }
  const open = (shopId: string | null, dedupeKey: string) =>
    transaction(database().prisma, (tx) =>
      openSyncAlert(tx, { shopId, kind: 'TOKEN_ENDS', dedupeKey, message: `about ${dedupeKey}` }),
    )
  const resolve = (key: string) => transaction(database().prisma, (tx) => resolveSyncAlert(tx, key))
  const short = (item: SyncAlertFeedItem) =>
    item.kind === 'gap' ? `gap ${item.reason}` : `${item.status} ${item.message}`

  it('begins with all that are open when a snapshot is asked for', async () => {
    const mine = await makeShop(database().prisma)
    const earlier = subscribe(null)
    await open(mine, 'long open')
    await open(mine, 'over')
    await resolve('over')
    await open(null, 'of all')
    await take(earlier, 4)
    await earlier.return?.()
    const feed = syncAlertFeed(
      gateway,
      (ids) => readOpenSyncAlerts(database().prisma, ids),
      watching({ topic: 'sync' }),
      { after: null, snapshot: true },
    )
    expect((await take(feed, 2)).map(short)).toEqual(['OPEN about long open', 'OPEN about of all'])
    await resolve('long open')
    expect((await take(feed, 1)).map(short)).toEqual(['RESOLVED about long open'])
    await feed.return?.()
  })

  it('tells what opens and what ends, of the shops watched', async () => {
    const { prisma } = database()
    const [mine, other] = [await makeShop(prisma), await makeShop(prisma)]
    const [one, all] = [subscribe([mine]), subscribe(null)]
    await open(other, 'a')
    await open(mine, 'b')
    await open(null, 'c')
    await resolve('b')
    expect((await take(one, 2)).map(short)).toEqual(['OPEN about b', 'RESOLVED about b'])
    expect((await take(all, 4)).map(short)).toEqual([
      'OPEN about a',
      'OPEN about b',
      'OPEN about c',
      'RESOLVED about b',
    ])
    for (const feed of [one, all]) await feed.return?.()
    expect(gateway.hub.indexSize.members).toBe(0)
    for (const key of ['a', 'c']) await resolve(key)
  })

  it('goes on after a cursor without a hole', async () => {
    const shopId = await makeShop(database().prisma)
    const before = subscribe([shopId])
    await open(shopId, 'd')
    const [first] = await take(before, 1)
    await before.return?.()
    await resolve('d')
    await open(shopId, 'e')
    const after = subscribe([shopId], first?.cursor)
    expect((await take(after, 2)).map(short)).toEqual(['RESOLVED about d', 'OPEN about e'])
    await after.return?.()
  })

  it('tells of a gap and then what is open, when the cursor is of another epoch', async () => {
    const shopId = await makeShop(database().prisma)
    for (const key of ['f', 'g']) await open(shopId, key)
    await resolve('f')
    const feed = subscribe([shopId], encodeCursor({ epoch: 'bad', seq: 3 }))
    expect((await take(feed, 2)).map(short)).toEqual(['gap EPOCH_CHANGED', 'OPEN about g'])
    await feed.return?.()
  })
})
