import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CREDENTIALS } from '../../sandbox/index.ts'
import type { Offer, OfferSource } from '../../src/connectors/marketplace.ts'
import type { PurchaseLine, PurchaseRequest, PurchasingConnector } from '../../src/connectors/purchasing.ts'
import type { UpstreamOptions } from '../../src/connectors/upstream.ts'
import { money } from '../../src/domain/money.ts'
import { UpstreamError } from '../../src/domain/upstream-error.ts'
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

type Connected = ReturnType<typeof connectAll>
interface Subject {
  readonly platform: SandboxPlatform & ('TAOBAO_GLOBAL' | 'JD_VOP' | 'ALIBABA_1688')
  readonly of: (all: Connected) => PurchasingConnector
  /** Where the offers come from that are bought, and for which account. */
  readonly offers: (all: Connected) => { source: OfferSource; platform: SandboxPlatform }
  readonly create: string
  /** Methods that look a purchase up by our key. */
  readonly findByKey: readonly string[]
  readonly pay: string
  readonly readOrder: string
  /** What `pay` says when the platform took the payment. */
  readonly paid: 'PAID' | 'ACCEPTED'
}

const SUBJECTS: readonly Subject[] = [
  {
    platform: 'ALIBABA_1688',
    of: (all) => all.alibabaPurchasing,
    offers: (all) => ({ source: all.alibaba, platform: 'ALIBABA_1688' }),
    create: 'com.alibaba.trade:alibaba.trade.fastCreateOrder',
    findByKey: ['com.alibaba.trade:alibaba.trade.get.buyerView'],
    pay: 'com.alibaba.trade:alibaba.trade.pay.protocolPay.preparePay',
    readOrder: 'com.alibaba.trade:alibaba.trade.get.buyerView',
    paid: 'PAID',
  },
  {
    platform: 'TAOBAO_GLOBAL',
    of: (all) => all.taobaoGlobal,
    offers: (all) => ({ source: all.taobaoGlobal, platform: 'TAOBAO_GLOBAL' }),
    create: '/purchase/order/create',
    findByKey: ['/purchase/orders/query'],
    pay: '/purchase/order/batch/pay',
    readOrder: '/purchase/orders/query',
    paid: 'ACCEPTED',
  },
  {
    platform: 'JD_VOP',
    of: (all) => all.jdVop,
    offers: (all) => ({ source: all.jd, platform: 'JD' }),
    create: 'order/submitOrder',
    findByKey: ['order/selectJdOrderIdByThirdOrder', 'order/selectJdOrder'],
    pay: 'order/confirmOrder',
    readOrder: 'order/selectJdOrder',
    paid: 'PAID',
  },
]

const ADDRESS = {
  name: '张三',
  mobile: '17000000001',
  country: '中国',
  province: '广东省',
  city: '广州市',
  district: '天河区',
  town: '石牌街道',
  address: '天河路100号',
  postCode: '510000',
}

describe.each(SUBJECTS)(
  '$platform',
  ({ platform, of, offers: offersOf, create, findByKey, pay, readOrder, paid }) => {
    const open: (() => Promise<void>)[] = []
    function connect(options: UpstreamOptions = {}, time = sharedClock(platforms)) {
      const all = connectAll(platforms.url, { clock: time.clock, ...options })
      open.push(all.upstream.close)
      return { all, connector: of(all), shop: all.shop(platform) }
    }
    afterEach(async () => {
      for (const close of open.splice(0)) await close()
    })
    beforeEach(() => platforms.forget())

    let keys = 0
    let offer: Offer
    beforeAll(async () => {
      const { all } = connect()
      const { source, platform: where } = offersOf(all)
      const found = await source.searchOffers(all.shop(where), { query: '茶', page: 1, pageSize: 1 })
      const id = found.offers[0]?.externalId ?? ''
      offer = (await source.readOffers(all.shop(where), [id])).get(id) as Offer
      await platforms.control('balance', { platform, balanceFen: 100_000_000 })
    })

    const line = (change: Partial<PurchaseLine> = {}): PurchaseLine => ({
      lineNo: 'L1',
      offerId: offer.externalId,
      skuId: offer.skus[0]?.externalSkuId ?? null,
      purchaseRef: offer.skus[0]?.purchaseRef ?? null,
      quantity: 3,
      unitPrice: offer.skus[0]?.price ?? offer.price,
      ...change,
    })

    /** A request at the price that the platform quotes. */
    async function quoted({ connector, shop }: ReturnType<typeof connect>): Promise<PurchaseRequest> {
      const draft = { lines: [line()], address: ADDRESS }
      const preview = await connector.preview(shop, draft)
      const lines = draft.lines.map((one) => ({
        ...one,
        unitPrice: preview.prices.find((price) => price.lineNo === one.lineNo)?.unitPrice ?? one.unitPrice,
      }))
      return { lines, address: ADDRESS, key: `contract-${++keys}-${Date.now()}`, total: preview.total }
    }

    /** Placed, and made by the platform, so that it can be paid. */
    async function placed(connected: ReturnType<typeof connect>) {
      const request = await quoted(connected)
      const purchase = await connected.connector.place(connected.shop, request)
      await platforms.control('advance', { ms: 10_000 })
      await platforms.forget()
      return { request, orderIds: purchase.orders.map((order) => order.externalId) }
    }
    const LIMIT = money(10_000_000)
    const count = (calls: readonly string[], method: string) => calls.filter((one) => one === method).length

    describe('preview', () => {
      test('tells the whole price, and each line its price', async () => {
        const { connector, shop } = connect()
        const preview = await connector.preview(shop, { lines: [line()], address: ADDRESS })
        expect(preview.unavailable).toEqual([])
        expect(preview.prices.map((price) => price.lineNo)).toEqual(['L1'])
        const goods = preview.prices.reduce((sum, price) => sum + price.unitPrice.minor * 3n, 0n)
        expect(preview.total.minor).toBe(goods + preview.shippingFee.minor)
      })

      test('more than there is cannot be bought', async () => {
        const { connector, shop } = connect()
        const many = line({ quantity: 9_000_000 })
        const outcome = await connector
          .preview(shop, { lines: [many], address: ADDRESS })
          .catch((error: unknown) => error)
        if (outcome instanceof UpstreamError) expect(outcome.kind).toBe('rejected')
        else expect(outcome).toMatchObject({ unavailable: [{ lineNo: 'L1' }] })
      })
    })

    describe('placing', () => {
      test('gives an order that is found by our key and waits for payment', async () => {
        const connected = connect()
        const request = await quoted(connected)
        const purchase = await connected.connector.place(connected.shop, request)
        expect(purchase.orders).toHaveLength(1)
        await platforms.control('advance', { ms: 10_000 })
        const found = await connected.connector.findByKey(connected.shop, request.key)
        expect(found?.orders.map((order) => order.externalId)).toEqual(
          purchase.orders.map((order) => order.externalId),
        )
        expect(['UNPAID', 'HELD']).toContain(found?.orders[0]?.status)
        expect(found?.orders[0]?.total).toEqual(request.total)
      })

      test('a key that the platform does not know is null', async () => {
        const { connector, shop } = connect()
        expect(await connector.findByKey(shop, 'never-used')).toBeNull()
      })

      test('a lost answer is settled by our key: one order, one submission', async () => {
        const connected = connect()
        const request = await quoted(connected)
        await platforms.forget()
        await platforms.fault('lost-answer', platform, { method: create })
        const purchase = await connected.connector.place(connected.shop, request)
        const calls = await platforms.calls(platform)
        expect(count(calls, create)).toBe(1)
        expect(calls.slice(calls.indexOf(create))).toEqual([create, ...findByKey])
        expect(
          (await connected.connector.findByKey(connected.shop, request.key))?.orders.map(
            (order) => order.externalId,
          ),
        ).toEqual(purchase.orders.map((order) => order.externalId))
      })

      test('while the look-up fails too, the outcome is unknown, and a resumed attempt finds the order', async () => {
        const connected = connect({ retry: { attempts: 1 } })
        const request = await quoted(connected)
        await platforms.forget()
        await platforms.fault('lost-answer', platform, { method: create })
        await platforms.fault('http-500', platform, { method: findByKey[0] })
        await expect(connected.connector.place(connected.shop, request)).rejects.toMatchObject({
          kind: 'transient',
          mayHaveHappened: true,
        })
        const purchase = await connected.connector.place(connected.shop, { ...request, resume: true })
        expect(purchase.orders).toHaveLength(1)
        expect(count(await platforms.calls(platform), create)).toBe(1)
      })

      test('a ban is waited out', async () => {
        const connected = connect({}, realClock())
        const request = await quoted(connected)
        await platforms.forget()
        await platforms.fault('ban', platform, { method: create, seconds: 1 })
        expect((await connected.connector.place(connected.shop, request)).orders).toHaveLength(1)
        expect(count(await platforms.calls(platform), create)).toBe(2)
      })

      test.each(['html', 'truncated', 'huge', 'wrong-types'])(
        '%s in place of the answer never places twice',
        async (kind) => {
          const connected = connect({ http: { maxBodyBytes: 1 << 20 } })
          const request = await quoted(connected)
          await platforms.forget()
          await platforms.fault(kind, platform, { method: create })
          const outcome: unknown = await connected.connector
            .place(connected.shop, request)
            .catch((error: unknown) => error)
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UpstreamError)
          await platforms.forget()
          const found = await connected.connector.findByKey(connected.shop, request.key)
          expect(found?.orders.length ?? 0).toBeLessThanOrEqual(1)
        },
      )
    })

    describe('paying', () => {
      test('moves the money once; a second payment is settled without one', async () => {
        const connected = connect()
        const { orderIds } = await placed(connected)
        expect(await connected.connector.pay(connected.shop, { orderIds, limit: LIMIT })).toEqual(
          orderIds.map((orderId) => ({ orderId, outcome: paid, reason: null })),
        )
        await platforms.control('advance', { ms: 60_000 })
        expect(
          (await connected.connector.pay(connected.shop, { orderIds, limit: LIMIT })).map(
            (one) => one.outcome,
          ),
        ).toEqual(['PAID'])
        expect(count(await platforms.calls(platform), pay)).toBe(1)
      })

      test('two at the same time send one payment', async () => {
        const connected = connect()
        const { orderIds } = await placed(connected)
        const both = await Promise.all(
          [1, 2].map(() => connected.connector.pay(connected.shop, { orderIds, limit: LIMIT })),
        )
        expect(both.flat().map((one) => one.outcome)).toEqual([paid, paid])
        expect(count(await platforms.calls(platform), pay)).toBe(1)
      })

      test('nothing is paid above the limit', async () => {
        const connected = connect()
        const { orderIds } = await placed(connected)
        await expect(
          connected.connector.pay(connected.shop, { orderIds, limit: money(1) }),
        ).rejects.toMatchObject({ kind: 'rejected', code: 'over-limit' })
        expect(count(await platforms.calls(platform), pay)).toBe(0)
      })

      test('a lost answer never pays twice: it is settled by the order, or left unknown until it can be', async () => {
        const connected = connect()
        const { orderIds } = await placed(connected)
        await platforms.fault('lost-answer', platform, { method: pay })
        const outcome: unknown = await connected.connector
          .pay(connected.shop, { orderIds, limit: LIMIT })
          .catch((error: unknown) => error)
        if (outcome instanceof Error)
          expect(outcome).toMatchObject({ kind: 'transient', mayHaveHappened: true })
        else expect(outcome).toMatchObject([{ outcome: 'PAID' }])
        const calls = await platforms.calls(platform)
        expect(count(calls, pay)).toBe(1)
        expect(calls.at(-1)).toBe(readOrder)
        await platforms.control('advance', { ms: 60_000 })
        expect(
          (await connected.connector.pay(connected.shop, { orderIds, limit: LIMIT })).map(
            (one) => one.outcome,
          ),
        ).toEqual(['PAID'])
        expect(count(await platforms.calls(platform), pay)).toBe(1)
      })

      test('an empty account is a refusal with a reason', async () => {
        const connected = connect()
        const { orderIds } = await placed(connected)
        await platforms.control('balance', { platform, balanceFen: 0 })
        try {
          const [result] = await connected.connector.pay(connected.shop, { orderIds, limit: LIMIT })
          if (result?.outcome === 'ACCEPTED') {
            await platforms.control('advance', { ms: 60_000 })
            const [order] = await connected.connector.follow(connected.shop, orderIds[0] ?? '')
            expect(order?.status).toBe('UNPAID')
          } else expect(result).toMatchObject({ outcome: 'REFUSED', reason: expect.stringMatching(/./) })
        } finally {
          await platforms.control('balance', { platform, balanceFen: 100_000_000 })
        }
      })
    })

    describe('after payment', () => {
      test('the order is followed to its parcel', async () => {
        const connected = connect()
        const { orderIds } = await placed(connected)
        await connected.connector.pay(connected.shop, { orderIds, limit: LIMIT })
        await platforms.control('advance', { ms: 60_000 })
        const id = orderIds[0] ?? ''
        await platforms.control('purchases/step', { platform, id, step: 'ship' }).catch(() => undefined)
        const [order] = await connected.connector.follow(connected.shop, id)
        expect(order?.status).toBe('SHIPPED')
        expect(order?.parcels[0]?.trackingNumber).toMatch(/\d{6}/)
        expect(order?.parcels[0]?.steps.length).toBeGreaterThan(0)
      })

      test('an order nobody knows is followed to nothing', async () => {
        const { connector, shop } = connect()
        expect(await connector.follow(shop, '123')).toEqual([])
      })
    })

    describe('cancelling', () => {
      test('closes an order that was not paid, once, also when the answer is lost', async () => {
        const connected = connect()
        const { request, orderIds } = await placed(connected)
        await platforms.fault('lost-answer', platform)
        await connected.connector
          .cancel(connected.shop, orderIds[0] ?? '', 'changed my mind')
          .catch((error: unknown) => {
            // A cancellation that only started cannot be seen yet.
            expect(error).toMatchObject({ kind: 'transient' })
          })
        await platforms.control('advance', { ms: 60_000 })
        expect((await connected.connector.findByKey(connected.shop, request.key))?.orders[0]?.status).toBe(
          'CLOSED',
        )
      })
    })

    test('errors hold no secrets', async () => {
      const connected = connect({ retry: { attempts: 1 } })
      const stale = { ...connected.shop, accessToken: 'a-secret-stale-token' }
      const error: unknown = await connected.connector
        .findByKey(stale, 'x')
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ kind: 'needs-authorization' })
      const text = error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : ''
      expect(text).not.toContain('a-secret-stale-token')
      expect(text).not.toContain(CREDENTIALS[platform].secret)
    })
  },
)

test('a Taobao Global purchase from two sellers becomes two orders that keep their lines', async () => {
  const all = connectAll(platforms.url)
  const shop = all.shop('TAOBAO_GLOBAL')
  const lines: PurchaseLine[] = []
  for (const query of ['茶', '裙']) {
    const found = await all.taobaoGlobal.searchOffers(shop, { query, page: 1, pageSize: 1 })
    const id = found.offers[0]?.externalId ?? ''
    const [sku] = (await all.taobaoGlobal.readOffers(shop, [id])).get(id)?.skus ?? []
    lines.push({
      lineNo: query,
      offerId: id,
      skuId: sku?.externalSkuId ?? null,
      quantity: 1,
      unitPrice: sku?.price ?? money(1),
    })
  }
  const { total } = await all.taobaoGlobal.preview(shop, { lines, address: ADDRESS })
  const purchase = await all.taobaoGlobal.place(shop, {
    lines,
    address: ADDRESS,
    key: `two-${Date.now()}`,
    total,
  })
  expect(purchase.orders.map((order) => order.lineNos)).toEqual([['茶'], ['裙']])
  expect(new Set(purchase.orders.map((order) => order.seller)).size).toBe(2)
  expect(purchase.orders.reduce((sum, order) => sum + (order.total?.minor ?? 0n), 0n)).toBe(total.minor)
  await all.upstream.close()
})
