import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

testDatabases('products of a shop', (database) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(database().prisma, { matched: false })
  })
  afterAll(() => world.close())

  const listings = (platform: 'TAOBAO' | 'JD' | 'ALIBABA_1688') =>
    database().prisma.listing.findMany({
      where: { platform },
      orderBy: [{ externalId: 'asc' }, { externalSkuId: 'asc' }],
    })
  const lastRun = async () => database().prisma.syncRun.findFirstOrThrow({ orderBy: { id: 'desc' } })

  it.each(['TAOBAO', 'JD', 'ALIBABA_1688'] as const)(
    'of %s come in full the first time',
    async (platform) => {
      expect(await world.run(platform, 'PRODUCTS')).toBe('SUCCEEDED')
      const rows = await listings(platform)
      const theirs = world.state.shelf.items(platform).flatMap((item) =>
        item.skus.map((sku) => ({
          externalId: item.externalId,
          externalSkuId: sku.externalSkuId,
          outerId: sku.code,
          priceMinor: BigInt(sku.priceFen),
          quantity: sku.quantity,
          skuId: null,
          shopId: world.shops[platform],
        })),
      )
      expect(rows).toHaveLength(36)
      expect(rows).toMatchObject(
        theirs.toSorted((a, b) =>
          a.externalId === b.externalId
            ? a.externalSkuId.localeCompare(b.externalSkuId)
            : a.externalId.localeCompare(b.externalId),
        ),
      )
      expect(await lastRun()).toMatchObject({
        status: 'SUCCEEDED',
        read: 12,
        written: 36,
        failed: 0,
        progress: 1,
      })
    },
  )

  it('come as changes afterwards, with an event for each price and quantity', async () => {
    const [row] = await listings('TAOBAO')
    const { externalSkuId } = row ?? { externalSkuId: '' }
    await world.control('stock', { platform: 'TAOBAO', externalSkuId, quantity: 7, priceFen: 4_200 })
    expect(await world.run('TAOBAO', 'PRODUCTS')).toBe('SUCCEEDED')
    const [after] = await listings('TAOBAO')
    expect(after).toMatchObject({ quantity: 7, priceMinor: 4_200n })
    const run = await lastRun()
    expect(run.written).toBeGreaterThan(0)
    expect(run.read).toBeLessThan(12)
    const events = await database().prisma.outboxEvent.findMany({ where: { topic: 'listing' } })
    expect(events.map((event) => event.payload)).toMatchObject([
      {
        topic: 'listing',
        listingId: row?.id,
        platform: 'TAOBAO',
        productId: null,
        priceBefore: { minor: String(row?.priceMinor), currency: 'CNY' },
        quantityBefore: row?.quantity,
      },
    ])
    expect(await world.run('TAOBAO', 'PRODUCTS')).toBe('SUCCEEDED')
    expect(await database().prisma.outboxEvent.count({ where: { topic: 'listing' } })).toBe(1)
  })

  it('move their cursor with the rows, and leave it when the platform fails', async () => {
    const before = await database().prisma.syncState.findUniqueOrThrow({
      where: { shopId_kind: { shopId: world.shops.JD, kind: 'PRODUCTS' } },
    })
    await world.control('faults', { kind: 'http-500', platform: 'JD', calls: 50 })
    expect(await world.run('JD', 'PRODUCTS')).toBe('FAILED')
    await world.control('faults', undefined, 'DELETE')
    const failed = await database().prisma.syncState.findUniqueOrThrow({
      where: { shopId_kind: { shopId: world.shops.JD, kind: 'PRODUCTS' } },
    })
    expect(failed).toMatchObject({ cursor: before.cursor, failing: true, failuresInRow: 1 })
    expect(await lastRun()).toMatchObject({ status: 'FAILED', error: expect.stringContaining('JD') })
    expect(await world.run('JD', 'PRODUCTS')).toBe('SUCCEEDED')
    const again = await database().prisma.syncState.findUniqueOrThrow({
      where: { shopId_kind: { shopId: world.shops.JD, kind: 'PRODUCTS' } },
    })
    expect(again).toMatchObject({ failing: false, failuresInRow: 0, lastError: null })
    expect(again.cursor?.getTime()).toBeGreaterThan(before.cursor?.getTime() ?? 0)
  })

  it('that the sweep does not find any more are ended, and come back when they do', async () => {
    const [row] = await listings('JD')
    await database().prisma.listing.create({
      data: { platform: 'JD', shopId: world.shops.JD, externalId: '999', externalSkuId: '1', quantity: 5 },
    })
    expect(await world.run('JD', 'STOCK')).toBe('SUCCEEDED')
    const gone = await database().prisma.listing.findFirstOrThrow({ where: { externalId: '999' } })
    expect(gone).toMatchObject({ quantity: 0, onSale: false, removedAt: expect.any(Date) })
    expect(await listings('JD')).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: row?.id, removedAt: null })]),
    )
  })

  it('of a shop that needs authorization are left alone, cursor and all', async () => {
    const { prisma } = database()
    const key = { shopId: world.shops.TAOBAO, kind: 'PRODUCTS' as const }
    const before = await prisma.syncState.findUniqueOrThrow({ where: { shopId_kind: key } })
    await prisma.shop.update({ where: { id: world.shops.TAOBAO }, data: { status: 'NEEDS_AUTHORIZATION' } })
    const runs = await prisma.syncRun.count()
    expect(await world.run('TAOBAO', 'PRODUCTS')).toBe('SKIPPED')
    await prisma.shop.update({ where: { id: world.shops.TAOBAO }, data: { status: 'LINKED' } })
    expect(await prisma.syncState.findUniqueOrThrow({ where: { shopId_kind: key } })).toEqual(before)
    expect(await prisma.syncRun.count()).toBe(runs)
  })
})
