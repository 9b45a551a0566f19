import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { MarketplaceConnector } from '../../src/connectors/marketplace.ts'
import { adjustStock } from '../../src/inventory/adjust-stock.ts'
import { setChannelBuffer } from '../../src/inventory/set-channel-buffer.ts'
import { dueListings, shopsBehind } from '../../src/store/listing-push.ts'
import { enqueuePushes } from '../../src/sync/outbound/enqueue-pushes.ts'
import { runSync } from '../../src/sync/runs/run-sync.ts'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

testDatabases('sellable stock', (database) => {
  let world: World
  let key = 0
  beforeAll(async () => {
    world = await openWorld(database().prisma)
    await world.run('TAOBAO', 'STOCK_PUSH')
    await world.run('JD', 'STOCK_PUSH')
  })
  afterAll(() => world.close())
  beforeEach(async () => {
    await world.control('calls', undefined, 'DELETE')
    world.queued.length = 0
  })

  const offer = (platform: 'TAOBAO' | 'JD', code: string) => {
    const found = world.state.shelf.byCode(code).find(({ item }) => item.platform === platform)
    if (!found) throw new Error(`no ${code}`)
    return found.sku
  }
  const adjust = async (code: string, delta: number) => {
    const level = await database().prisma.stockLevel.findFirstOrThrow({ where: { sku: { code } } })
    key += 1
    const input = {
      skuId: level.skuId,
      warehouseId: level.warehouseId,
      delta,
      idempotencyKey: `adjust-${key}`,
    }
    expect(await adjustStock(world.deps.inventory, input, 'test')).toMatchObject({ ok: true })
    return level
  }
  const methods = async () =>
    (await world.control<{ calls: { method: string }[] }>('calls')).calls.map((call) => call.method)
  const push = (platform: 'TAOBAO' | 'JD', code: string) =>
    database().prisma.listingPush.findFirstOrThrow({ where: { listing: { platform, sku: { code } } } })

  it('that stands already costs no call', async () => {
    expect(await enqueuePushes(world.deps)).toBe(0)
    expect(await world.run('TAOBAO', 'STOCK_PUSH')).toBe('SUCCEEDED')
    expect(await methods()).toEqual([])
  })

  it('reaches every listing as an absolute quantity, all changes of a SKU in one', async () => {
    await adjust('P001-RED', -3)
    await adjust('P001-RED', -4)
    await adjust('P002-BLUE', 5)
    expect(await enqueuePushes(world.deps)).toBe(2)
    expect(world.queued.toSorted()).toEqual(
      [world.shops.TAOBAO, world.shops.JD].map((shopId) => `sync ${shopId}:STOCK_PUSH`).toSorted(),
    )
    await world.run('TAOBAO', 'STOCK_PUSH')
    await world.run('JD', 'STOCK_PUSH')
    for (const platform of ['TAOBAO', 'JD'] as const) {
      expect(offer(platform, 'P001-RED').quantity).toBe(93)
      expect(offer(platform, 'P002-BLUE').quantity).toBe(105)
      expect(await push(platform, 'P001-RED')).toMatchObject({ quantity: 93, attempts: 0 })
    }
    expect(await methods()).toEqual([
      'taobao.skus.quantity.update',
      'taobao.skus.quantity.update',
      'jingdong.ware.stock.sku.set',
    ])
    expect(await enqueuePushes(world.deps)).toBe(0)
  })

  it('less a channel buffer', async () => {
    const level = await adjust('P003-RED', 1)
    const buffer = { platform: 'JD', skuId: level.skuId, buffer: 20 }
    expect(await setChannelBuffer(database().prisma, buffer, 'test')).toMatchObject({ ok: true })
    await world.run('TAOBAO', 'STOCK_PUSH')
    await world.run('JD', 'STOCK_PUSH')
    expect(offer('TAOBAO', 'P003-RED').quantity).toBe(101)
    expect(offer('JD', 'P003-RED').quantity).toBe(81)
    await setChannelBuffer(database().prisma, { ...buffer, buffer: 30 }, 'test')
    await world.run('TAOBAO', 'STOCK_PUSH')
    await world.run('JD', 'STOCK_PUSH')
    expect(offer('TAOBAO', 'P003-RED').quantity).toBe(101)
    expect(offer('JD', 'P003-RED').quantity).toBe(71)
  })

  it('that changes while an answer is under way is pushed again: an old answer hides nothing', async () => {
    const level = await adjust('P004-RED', -10)
    const taobao: MarketplaceConnector = {
      ...world.all.taobao,
      async writeStock(shop, writes, signal) {
        const results = await world.all.taobao.writeStock(shop, writes, signal)
        if (changed.length === 0) changed.push(await adjust('P004-RED', -10))
        return results
      },
    }
    const changed: object[] = []
    const connectors = new Map([...world.deps.connectors, ['TAOBAO' as const, taobao]])
    const never = new AbortController().signal
    expect(await runSync({ ...world.deps, connectors }, world.shops.TAOBAO, 'STOCK_PUSH', never)).toBe(
      'SUCCEEDED',
    )
    expect(changed).toHaveLength(1)
    expect(offer('TAOBAO', 'P004-RED').quantity).toBe(80)
    expect((await push('TAOBAO', 'P004-RED')).quantity).toBe(80)
    const { version } = await database().prisma.sellableVersion.findUniqueOrThrow({
      where: { skuId: level.skuId },
    })
    expect((await push('TAOBAO', 'P004-RED')).pushedVersion).toBe(version)
  })

  it('keeps to the lower number until the orders of the shop are read', async () => {
    const { externalSkuId } = offer('TAOBAO', 'P005-RED')
    await adjust('P005-RED', -1)
    await world.run('TAOBAO', 'STOCK_PUSH')
    const lines = [{ externalSkuId, quantity: 9 }]
    await world.control('orders', { platform: 'TAOBAO', lines, paid: true })
    expect(offer('TAOBAO', 'P005-RED').quantity).toBe(90)
    await world.run('TAOBAO', 'PRODUCTS')
    expect(await push('TAOBAO', 'P005-RED')).toMatchObject({ ceiling: 90, quantity: 90 })
    await adjust('P005-RED', 2)
    await world.run('TAOBAO', 'STOCK_PUSH')
    expect(offer('TAOBAO', 'P005-RED').quantity).toBe(90)
    await world.run('TAOBAO', 'ORDERS')
    await world.run('TAOBAO', 'STOCK_PUSH')
    expect(offer('TAOBAO', 'P005-RED').quantity).toBe(92)
    expect(await push('TAOBAO', 'P005-RED')).toMatchObject({ ceiling: null, quantity: 92 })
  })

  it('of what has just changed is found without looking at all, and the rest by looking at all', async () => {
    const { prisma } = database()
    const now = world.deps.now()
    const behind = async (since: Date | null) =>
      (await shopsBehind(prisma, ['TAOBAO', 'JD'], now, since)).map(({ shopId }) => shopId).sort()
    const both = [world.shops.TAOBAO, world.shops.JD].sort()
    await world.run('JD', 'STOCK_PUSH')
    expect(await behind(null)).toEqual([])
    await adjust('P012-RED', -1)
    const ago = new Date(Date.now() - 60_000)
    expect(await behind(ago)).toEqual(both)
    expect(await dueListings(prisma, world.shops.JD, now, 10, ago)).toHaveLength(1)
    // As if it had changed an hour before.
    await prisma.sellableVersion.updateMany({ data: { changedAt: new Date(Date.now() - 3_600_000) } })
    expect(await behind(ago)).toEqual([])
    expect(await dueListings(prisma, world.shops.JD, now, 10, ago)).toEqual([])
    expect(await behind(null)).toEqual(both)
    expect(await dueListings(prisma, world.shops.JD, now, 10, null)).toHaveLength(1)
    await world.run('TAOBAO', 'STOCK_PUSH')
    await world.run('JD', 'STOCK_PUSH')
    expect(await behind(null)).toEqual([])
  })

  it('that somebody raised in the shop is put right', async () => {
    const { externalSkuId } = offer('JD', 'P006-RED')
    await adjust('P006-RED', -1)
    await world.run('JD', 'STOCK_PUSH')
    await world.control('stock', { platform: 'JD', externalSkuId, quantity: 500 })
    await world.run('JD', 'PRODUCTS')
    expect(await enqueuePushes(world.deps)).toBeGreaterThan(0)
    await world.run('JD', 'STOCK_PUSH')
    expect(offer('JD', 'P006-RED').quantity).toBe(99)
  })

  it('that the platform refuses is set aside, and the rest is pushed', async () => {
    const { prisma } = database()
    const level = await adjust('P007-RED', -1)
    await prisma.listing.create({
      data: {
        platform: 'TAOBAO',
        shopId: world.shops.TAOBAO,
        skuId: level.skuId,
        externalId: '404404',
        externalSkuId: '1',
        quantity: 1,
      },
    })
    expect(await world.run('TAOBAO', 'STOCK_PUSH')).toBe('SUCCEEDED')
    expect(offer('TAOBAO', 'P007-RED').quantity).toBe(99)
    const failures = await prisma.syncFailure.findMany({ where: { kind: 'STOCK_PUSH', resolvedAt: null } })
    expect(failures).toMatchObject([{ externalId: '404404:1', errorClass: 'REJECTED' }])
    const refused = await prisma.listingPush.findFirstOrThrow({
      where: { listing: { externalId: '404404' } },
    })
    expect(refused).toMatchObject({ attempts: 1, pushedVersion: 0n, lastError: expect.any(String) })
    // Not due again at once: it waits for its next attempt.
    expect(await shopsBehind(prisma, ['TAOBAO'], world.deps.now(), null)).toEqual([])
    await prisma.listing.delete({ where: { id: refused.listingId } })
  })

  it('waits while the platform is away, and is not tried again at once', async () => {
    await adjust('P008-RED', -1)
    await world.control('faults', { kind: 'http-500', platform: 'TAOBAO', calls: 40 })
    expect(await world.run('TAOBAO', 'STOCK_PUSH')).toBe('FAILED')
    await world.control('faults', undefined, 'DELETE')
    world.queued.length = 0
    await enqueuePushes(world.deps)
    expect(world.queued).not.toContain(`sync ${world.shops.TAOBAO}:STOCK_PUSH`)
    expect(await world.run('TAOBAO', 'STOCK_PUSH')).toBe('SUCCEEDED')
    expect(offer('TAOBAO', 'P008-RED').quantity).toBe(99)
  })
})
