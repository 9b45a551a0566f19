import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Offer } from '../../src/connectors/marketplace.ts'
import type { UpstreamOptions } from '../../src/connectors/upstream.ts'
import { MARKETPLACES } from './marketplace-subjects.ts'
import {
  connectAll,
  type Platforms,
  realClock,
  type SandboxPlatform,
  sharedClock,
  startPlatforms,
} from './sandbox.ts'

let platforms: Platforms
beforeAll(async () => {
  platforms = await startPlatforms()
})
afterAll(() => platforms.stop())

describe.each(MARKETPLACES)('$platform', ({ platform, of, stock, ship }) => {
  const open: (() => Promise<void>)[] = []
  function connect(options: UpstreamOptions = {}, time = sharedClock(platforms)) {
    const all = connectAll(platforms.url, { clock: time.clock, ...options })
    open.push(all.upstream.close)
    return { connector: of(all), shop: all.shop(platform), slept: time.slept }
  }
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
  })
  beforeEach(() => platforms.forget())

  let offers: readonly Offer[] = []
  beforeAll(async () => {
    const { connector, shop } = connect()
    const found = await connector.searchOffers(shop, { query: '茶', page: 1, pageSize: 5 })
    offers = [
      ...(
        await connector.readOffers(
          shop,
          found.offers.map((offer) => offer.externalId),
        )
      ).values(),
    ]
  })
  const anyOffer = () => offers[0] as Offer

  describe('offers', () => {
    test('search pages do not overlap and end', async () => {
      const { connector, shop } = connect()
      const pages = [1, 2].map((page) => connector.searchOffers(shop, { query: '茶', page, pageSize: 3 }))
      const [first, second] = await Promise.all(pages)
      const ids = [...(first?.offers ?? []), ...(second?.offers ?? [])].map((offer) => offer.externalId)
      expect(first?.hasNext).toBe(true)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeGreaterThan(3)
      const last = Math.ceil((first?.total ?? 0) / 3)
      expect((await connector.searchOffers(shop, { query: '茶', page: last, pageSize: 3 })).hasNext).toBe(
        false,
      )
      expect(await platforms.calls(platform)).toHaveLength(3)
    })

    test('a page larger than the platform gives is cut to its size', async () => {
      const { connector, shop } = connect()
      const { offersPerPage } = connector.limits
      const page = await connector.searchOffers(shop, { query: '', page: 1, pageSize: offersPerPage + 50 })
      expect(page.offers.length).toBeLessThanOrEqual(offersPerPage)
      expect(page.offers.length).toBeGreaterThan(3)
    })

    test('are read with price, stock and SKUs; unknown ids are absent', async () => {
      const { connector, shop } = connect()
      const ids = offers.map((offer) => offer.externalId)
      const found = await connector.readOffers(shop, [...ids, '987654321987654321'])
      expect([...found.keys()].sort()).toEqual([...ids].sort())
      for (const offer of found.values()) {
        expect(offer.price.minor).toBeGreaterThan(0n)
        expect(offer.skus.length).toBeGreaterThan(0)
        expect(offer.title).not.toBe('')
      }
    })

    test('the whole shop comes without an unreadable record', async () => {
      const { connector, shop } = connect()
      const batches = await all(connector.offers(shop))
      expect(batches.flatMap((batch) => batch.unreadable)).toEqual([])
      const ids = batches.flatMap((batch) => batch.offers.map((offer) => offer.externalId))
      expect(new Set(ids).size).toBeGreaterThan(50)
      expect(ids).toContain(anyOffer().externalId)
    })

    test('a change of stock at the platform is read at once', async () => {
      const { connector, shop } = connect()
      const sku = anyOffer().skus[0]
      await platforms.control('stock', { platform, externalSkuId: sku?.externalSkuId, quantity: 4321 })
      const now = (await connector.readOffers(shop, [anyOffer().externalId])).get(anyOffer().externalId)
      expect(now?.skus.find((one) => one.externalSkuId === sku?.externalSkuId)?.quantity).toBe(4321)
    })
  })

  if (stock) {
    describe('stock writes', () => {
      const writesFor = (quantity: number) =>
        anyOffer()
          .skus.slice(0, 3)
          .map((sku) => ({ offerId: anyOffer().externalId, skuId: sku.externalSkuId, quantity }))
      const quantities = async ({ connector, shop }: ReturnType<typeof connect>) =>
        (await connector.readOffers(shop, [anyOffer().externalId]))
          .get(anyOffer().externalId)
          ?.skus.slice(0, 3)
          .map((sku) => sku.quantity)

      test('set the quantity, in one call for one offer', async () => {
        const connected = connect()
        const results = await connected.connector.writeStock(connected.shop, writesFor(11))
        expect(results.map(({ accepted }) => accepted)).toEqual([true, true, true])
        expect(await platforms.calls(platform)).toEqual([stock.write])
        expect(await quantities(connected)).toEqual([11, 11, 11])
      })

      test('tell the SKU that was refused and take the others', async () => {
        const connected = connect()
        const bad = { offerId: anyOffer().externalId, skuId: '42', quantity: 1 }
        const results = await connected.connector.writeStock(connected.shop, [...writesFor(12), bad])
        expect(results.map(({ accepted }) => accepted)).toEqual([true, true, true, false])
        expect(results[3]?.error).toMatchObject({ kind: 'rejected' })
        expect(await quantities(connected)).toEqual([12, 12, 12])
      })

      test('are not done twice when the answer is lost', async () => {
        const connected = connect()
        await platforms.fault('lost-answer', platform, { method: stock.write })
        const results = await connected.connector.writeStock(connected.shop, writesFor(13))
        expect(results.map(({ accepted }) => accepted)).toEqual([true, true, true])
        expect(await platforms.calls(platform)).toEqual([stock.write, stock.readBack])
        expect(await quantities(connected)).toEqual([13, 13, 13])
      })

      test('wait out a ban: nothing was written yet', async () => {
        const connected = connect({}, realClock())
        await platforms.fault('ban', platform, { seconds: 1 })
        const results = await connected.connector.writeStock(connected.shop, writesFor(14))
        expect(results.every(({ accepted }) => accepted)).toBe(true)
        expect(await platforms.calls(platform)).toEqual([stock.write, stock.write])
      })
    })
  }

  describe('orders', () => {
    const window = () => ({ from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) })

    test('of a window come completely, and those already known are left out', async () => {
      const { connector, shop } = connect()
      const created = await paidOrders(platform, 3)
      const first = await all(connector.orders(shop, window()))
      expect(first.flatMap((batch) => batch.unreadable)).toEqual([])
      const orders = first.flatMap((batch) => batch.orders)
      const ids = orders.map((order) => order.externalId)
      expect(ids).toEqual(expect.arrayContaining(created))
      expect(new Set(ids).size).toBe(ids.length)
      for (const order of orders.filter((one) => created.includes(one.externalId))) {
        expect(order.status).toBe('PAID')
        expect(order.lines.length).toBeGreaterThan(0)
        expect(order.total.minor).toBeGreaterThan(0n)
        expect(order.modifiedAt).toBeInstanceOf(Date)
      }
      const unchanged = async () => new Set(ids)
      const second = await all(connector.orders(shop, { ...window(), unchanged }))
      expect(second.flatMap((batch) => batch.orders)).toEqual([])
    })

    test('one is read by id, one that is not there is null', async () => {
      const { connector, shop } = connect()
      const [id = ''] = await paidOrders(platform, 1)
      expect(await connector.readOrder(shop, id)).toMatchObject({ externalId: id, status: 'PAID' })
      expect(await connector.readOrder(shop, '999')).toBeNull()
    })

    test('have no parcels before they leave', async () => {
      const { connector, shop } = connect()
      const [id = ''] = await paidOrders(platform, 1)
      expect(await connector.readTracking(shop, id)).toEqual([])
    })
  })

  if (ship) {
    describe('shipments', () => {
      const shipment = (orderId: string) => ({
        orderId,
        carrier: 'SF',
        trackingNumber: `SF${orderId.slice(-10)}`,
      })

      test('are seen in the order and in its tracking, and a repeat is success', async () => {
        const { connector, shop } = connect()
        const [id = ''] = await paidOrders(platform, 1)
        await connector.sendShipment(shop, shipment(id))
        await connector.sendShipment(shop, shipment(id))
        expect(await connector.readOrder(shop, id)).toMatchObject({ status: 'SHIPPED' })
        expect(await connector.readTracking(shop, id)).toMatchObject([
          { trackingNumber: shipment(id).trackingNumber },
        ])
        await expect(
          connector.sendShipment(shop, { ...shipment(id), trackingNumber: 'SF0' }),
        ).rejects.toMatchObject({ kind: 'rejected' })
      })

      test('are not sent twice when the answer is lost', async () => {
        const { connector, shop } = connect()
        const [id = ''] = await paidOrders(platform, 1)
        await platforms.forget()
        await platforms.fault('lost-answer', platform, { method: ship.send })
        await connector.sendShipment(shop, shipment(id))
        expect(await platforms.calls(platform)).toEqual([ship.send, ship.readBack])
      })

      test('that never arrived are sent once more', async () => {
        const { connector, shop } = connect({ http: { timeoutMs: 400 } })
        const [id = ''] = await paidOrders(platform, 1)
        await platforms.forget()
        await platforms.fault('hang', platform, { method: ship.send })
        await connector.sendShipment(shop, shipment(id))
        expect(
          (await platforms.calls(platform)).filter((method) => method === ship.send).length,
        ).toBeLessThanOrEqual(2)
        expect(await connector.readOrder(shop, id)).toMatchObject({ status: 'SHIPPED' })
      })
    })

    test('refunds are listed with their amount', async () => {
      const { connector, shop } = connect()
      const [id = ''] = await paidOrders(platform, 1)
      await platforms.control('orders/step', { platform, id, step: 'refund' })
      const span = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) }
      const refunds = (await all(connector.refunds(shop, span))).flatMap((batch) => batch.refunds)
      const mine = refunds.find((refund) => refund.orderId === id)
      expect(mine).toMatchObject({ status: 'REQUESTED' })
      expect(mine?.amount.minor).toBeGreaterThan(0n)
    })
  }

  /** Orders of consumers at a selling shop; on 1688, where the account is a buyer, purchases of its own. */
  async function paidOrders(of: SandboxPlatform, count: number): Promise<string[]> {
    if (of === 'ALIBABA_1688') return boughtOrders(count)
    const { orders } = await platforms.control<{ orders: { id: string }[] }>('orders', {
      platform: of,
      count,
    })
    for (const { id } of orders) await platforms.control('orders/step', { platform: of, id, step: 'pay' })
    return orders.map((order) => order.id)
  }

  async function boughtOrders(count: number): Promise<string[]> {
    const all = connectAll(platforms.url, { clock: sharedClock(platforms).clock })
    open.push(all.upstream.close)
    const shop = all.shop('ALIBABA_1688')
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const sku = anyOffer().skus[0]
      const line = {
        lineNo: '1',
        offerId: anyOffer().externalId,
        skuId: sku?.externalSkuId ?? '',
        purchaseRef: sku?.purchaseRef ?? null,
        quantity: 5,
        unitPrice: anyOffer().price,
      }
      const address = {
        name: '张三',
        mobile: '17000000001',
        country: '中国',
        province: '广东省',
        city: '广州市',
        district: '天河区',
        address: '天河路100号',
      }
      const key = `contract-${Date.now()}-${Math.random()}`
      const { orders } = await all.alibabaPurchasing.place(shop, {
        lines: [line],
        address,
        key,
        total: anyOffer().price,
      })
      for (const order of orders) {
        await platforms.control('purchases/step', {
          platform: 'ALIBABA_1688',
          id: order.externalId,
          step: 'pay',
        })
        ids.push(order.externalId)
      }
    }
    return ids
  }
})

describe('Taobao messages', () => {
  test('come until they are confirmed, again and again', async () => {
    const time = sharedClock(platforms)
    const all = connectAll(platforms.url, { clock: time.clock })
    const queue = all.taobao.messages
    await queue?.confirm((await queue.consume()).map((message) => message.id))
    const { orders } = await platforms.control<{ orders: { id: string }[] }>('orders', {
      platform: 'TAOBAO',
      count: 1,
    })
    const first = await queue?.consume()
    expect(first?.map(({ about, orderId }) => [about, orderId])).toContainEqual(['order', orders[0]?.id])
    await platforms.control('messages/redeliver', { platform: 'TAOBAO' })
    const again = await queue?.consume()
    expect(again?.map((message) => message.id).sort()).toEqual(first?.map((message) => message.id).sort())
    await queue?.confirm((again ?? []).map((message) => message.id))
    await platforms.control('messages/redeliver', { platform: 'TAOBAO' })
    expect(await queue?.consume()).toEqual([])
    await all.upstream.close()
  })
})

async function all<T>(iteration: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of iteration) items.push(item)
  return items
}
