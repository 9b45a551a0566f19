import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { boughtToOrder, orderDeps } from '../../../test/support/orders.ts'
import { type FakePlatform, fakePlatform, makeDue, purchaseDeps } from '../../../test/support/purchasing.ts'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
} from '../../domain/upstream-error.ts'
import type { PurchaseDeps } from './deps.ts'
import { noticePurchase } from './notice.ts'
import { workOnPurchases } from './work.ts'

const detail = { upstream: 'ALIBABA_1688' as const, message: 'no luck' }
const LOST = new Transient({ ...detail, mayHaveHappened: true })

testDatabases('the purchase worker', (database) => {
  const orderOf = async (id: string) => {
    const order = await database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: {
        lines: true,
        purchases: { include: { shipments: true } },
        shipments: { include: { events: true } },
        events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      },
    })
    const [purchase] = order.purchases
    if (!purchase) throw new Error('the order has a purchase')
    return { ...order, purchase }
  }
  const ordered = () => boughtToOrder(orderDeps(database().prisma))
  const work = (platform: FakePlatform, options: Partial<PurchaseDeps> = {}) =>
    workOnPurchases(purchaseDeps(database().prisma, platform, options), new AbortController().signal)

  it('places, pays and follows a purchase until its order is at the hub', async () => {
    const { prisma } = database()
    const platform = fakePlatform()
    const id = await ordered()
    expect(await work(platform)).toBe(false)
    expect(platform.calls).toEqual(['preview', 'place', 'pay'])
    expect(platform.orders).toHaveLength(1)
    const bought = await orderOf(id)
    expect(bought.status).toBe('PURCHASED')
    expect(bought.lines).toMatchObject([{ status: 'PURCHASED' }])
    expect(bought.purchase).toMatchObject({
      status: 'PAID',
      externalId: platform.orders[0]?.order.externalId,
      totalMinor: 3600n,
      reason: null,
      leasedUntil: null,
      submittedAt: expect.any(Date),
    })
    expect(platform.orders[0]?.key).toBe(bought.purchase.id)

    platform.ship(bought.purchase.id, false)
    await makeDue(prisma, id)
    await work(platform)
    expect(await orderOf(id)).toMatchObject({
      status: 'PURCHASED',
      lines: [{ status: 'SELLER_SENT' }],
      purchase: { status: 'SHIPPED', shipments: [{ leg: 'DOMESTIC', carrier: 'YTO', status: 'IN_TRANSIT' }] },
    })

    platform.ship(bought.purchase.id, true)
    await makeDue(prisma, id)
    await work(platform)
    const arrived = await orderOf(id)
    expect(arrived).toMatchObject({
      status: 'AT_WAREHOUSE',
      lines: [{ status: 'ARRIVED' }],
      purchase: { status: 'RECEIVED' },
      shipments: [{ status: 'ARRIVED_AT_HUB' }],
    })
    expect(arrived.shipments[0]?.events.map((event) => event.status)).toEqual([
      'IN_TRANSIT',
      'ARRIVED_AT_HUB',
    ])
    expect(arrived.events.filter((event) => event.from !== event.to).map((event) => event.to)).toEqual([
      'PENDING_PAYMENT',
      'PAID',
      'PURCHASING',
      'PURCHASED',
      'AT_WAREHOUSE',
    ])
    const parcel = `Parcel ${arrived.shipments[0]?.trackingNumber}`
    expect(arrived.events.flatMap((event) => (event.note?.startsWith('Parcel') ? event.note : []))).toEqual([
      `${parcel}: IN_TRANSIT`,
      `${parcel}: ARRIVED_AT_HUB`,
    ])
  })

  it('leaves nothing to be done for the next worker', async () => {
    const platform = fakePlatform()
    await ordered()
    await work(platform)
    const calls = platform.calls.length
    await work(platform)
    expect(platform.calls).toHaveLength(calls)
  })

  it.each<[string, (platform: FakePlatform) => void, string, RegExp]>([
    [
      'a price that rose',
      (one) => one.price(1600n),
      'AWAITING_MANUAL_PURCHASE',
      /rose: 32.00 CNY .* 30.00 CNY were/,
    ],
    ['what is sold out', (one) => one.runOut('库存不足'), 'FAILED', /库存不足/],
    [
      'a refusal',
      (one) => one.fail('place', new Rejected({ ...detail, message: 'address not served' })),
      'FAILED',
      /address not served/,
    ],
    [
      'another price at the moment of placing',
      (one) => one.fail('place', new Rejected({ ...detail, code: '3019' })),
      'AWAITING_MANUAL_PURCHASE',
      /price/,
    ],
    [
      'an account that has to be authorized',
      (one) => one.fail('preview', new NeedsAuthorization(detail)),
      'AWAITING_MANUAL_PURCHASE',
      /authorized again/,
    ],
    [
      'an API that we have no right to',
      (one) => one.fail('preview', new Misconfigured(detail)),
      'AWAITING_MANUAL_PURCHASE',
      /no luck/,
    ],
  ])('leaves %s to an operator, with the reason', async (_what, prepare, status, reason) => {
    const platform = fakePlatform()
    prepare(platform)
    const id = await ordered()
    await work(platform)
    const order = await orderOf(id)
    expect(order.purchase).toMatchObject({ status, reason: expect.stringMatching(reason), leasedUntil: null })
    expect(order).toMatchObject({ status: 'PURCHASING', lines: [{ status: 'PURCHASING' }] })
    expect(platform.orders).toHaveLength(0)
    expect(platform.calls).not.toContain('pay')
    expect(order.events.some((event) => /operator/.test(event.note ?? ''))).toBe(true)
  })

  it('says why where there is no account, or no hub to send to', async () => {
    const platform = fakePlatform()
    const one = await ordered()
    await work(platform, { accountOf: async () => 'The shop has no purchasing right' })
    expect((await orderOf(one)).purchase).toMatchObject({
      status: 'AWAITING_MANUAL_PURCHASE',
      reason: 'The shop has no purchasing right',
    })
    const two = await ordered()
    await work(platform, { hub: null })
    expect((await orderOf(two)).purchase.reason).toContain('HUB_ADDRESS')
    expect(platform.calls).toEqual([])
  })

  it('pays less than expected, at the price of the moment', async () => {
    const platform = fakePlatform()
    platform.price(1400n)
    const id = await ordered()
    await work(platform)
    expect((await orderOf(id)).purchase).toMatchObject({ status: 'PAID', totalMinor: 3400n })
  })

  it.each([
    ['takes no more calls', new RateLimited({ ...detail, retryAfterMs: 90_000 }), 60_000],
    ['does not answer', new Transient(detail), 1_000],
  ])('waits while the platform %s, and says so', async (_what, error, atLeastMs) => {
    const { prisma } = database()
    const platform = fakePlatform()
    platform.fail('preview', error)
    const id = await ordered()
    const before = Date.now()
    await work(platform)
    const { purchase } = await orderOf(id)
    expect(purchase).toMatchObject({
      status: 'PENDING',
      attempts: 1,
      reason: expect.stringContaining('Waits'),
    })
    expect(purchase.nextAttemptAt.getTime() - before).toBeGreaterThan(atLeastMs)
    await makeDue(prisma, id)
    await work(platform)
    expect((await orderOf(id)).purchase).toMatchObject({ status: 'PAID', reason: null, attempts: 0 })
  })

  describe('makes one order upstream, whatever happens', () => {
    it('when the answer is lost after the order was made', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      platform.beforeAnswer(() => Promise.reject(LOST))
      const id = await ordered()
      await work(platform)
      expect((await orderOf(id)).purchase).toMatchObject({ status: 'PENDING', submittedAt: expect.any(Date) })
      await makeDue(prisma, id)
      await work(platform)
      expect(platform.orders).toHaveLength(1)
      expect(platform.calls).toEqual(['preview', 'place', 'findByKey', 'pay'])
      expect((await orderOf(id)).purchase).toMatchObject({
        status: 'PAID',
        externalId: platform.orders[0]?.order.externalId,
      })
    })

    it('when the answer is lost before the order was made', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      platform.fail('place', LOST)
      const id = await ordered()
      await work(platform)
      await makeDue(prisma, id)
      await work(platform)
      expect(platform.orders).toHaveLength(1)
      expect(platform.calls).toEqual(['preview', 'place', 'findByKey', 'preview', 'place', 'pay'])
      expect((await orderOf(id)).status).toBe('PURCHASED')
    })

    it('when the worker dies between the order and its answer', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      const id = await ordered()
      // The first worker never comes back from this call; its lease runs out.
      const died = new Promise<void>((resolve) => {
        platform.beforeAnswer(() => {
          platform.beforeAnswer(null)
          resolve()
          return new Promise(() => {})
        })
      })
      void work(platform)
      await died
      await work(platform)
      expect(platform.calls).toEqual(['preview', 'place'])
      await makeDue(prisma, id)
      await work(platform)
      expect(platform.orders).toHaveLength(1)
      expect((await orderOf(id)).purchase).toMatchObject({
        status: 'PAID',
        externalId: platform.orders[0]?.order.externalId,
      })
    })

    it('when the answer of the first worker comes after another has taken over', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      const id = await ordered()
      let answer: () => void = () => {}
      const sent = new Promise<void>((resolve) => {
        platform.beforeAnswer(() => {
          platform.beforeAnswer(null)
          resolve()
          return new Promise((free) => {
            answer = free
          })
        })
      })
      const first = work(platform)
      await sent
      await makeDue(prisma, id)
      await work(platform)
      answer()
      await first
      expect(platform.orders).toHaveLength(1)
      expect(platform.calls.filter((call) => call === 'pay')).toHaveLength(1)
      expect((await orderOf(id)).purchase.status).toBe('PAID')
    })

    it('when many workers come at once', async () => {
      const platform = fakePlatform()
      const ids = [await ordered(), await ordered(), await ordered()]
      await Promise.all(Array.from({ length: 6 }, () => work(platform)))
      expect(platform.orders).toHaveLength(3)
      expect(platform.calls.filter((call) => call === 'place')).toHaveLength(3)
      for (const id of ids) expect((await orderOf(id)).status).toBe('PURCHASED')
    })

    it('when the answer to the payment is lost', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      platform.fail('pay', LOST)
      const id = await ordered()
      await work(platform)
      expect((await orderOf(id)).purchase.status).toBe('PLACED')
      await makeDue(prisma, id)
      await work(platform)
      expect(platform.orders).toHaveLength(1)
      expect((await orderOf(id)).purchase.status).toBe('PAID')
    })
  })

  it('never pays more than was previewed: an order that costs more is left to an operator', async () => {
    const platform = fakePlatform()
    platform.beforeAnswer(async () => {
      const standing = platform.orders[0]
      if (standing) standing.order = { ...standing.order, total: { minor: 9900n, currency: 'CNY' } }
      throw LOST
    })
    const { prisma } = database()
    const id = await ordered()
    await work(platform)
    await makeDue(prisma, id)
    await work(platform)
    expect((await orderOf(id)).purchase).toMatchObject({
      status: 'AWAITING_MANUAL_PURCHASE',
      externalId: platform.orders[0]?.order.externalId,
      reason: expect.stringContaining('placed and not paid: it costs 99.00 CNY, 36.00 CNY were previewed'),
    })
    expect(platform.calls).not.toContain('pay')
  })

  it('says so when the seller closes what was paid', async () => {
    const { prisma } = database()
    const platform = fakePlatform()
    const id = await ordered()
    await work(platform)
    const { purchase } = await orderOf(id)
    platform.close(purchase.id, '卖家缺货')
    await makeDue(prisma, id)
    await work(platform)
    expect(await orderOf(id)).toMatchObject({
      status: 'PURCHASED',
      lines: [{ status: 'PURCHASING' }],
      purchase: { status: 'FAILED', reason: expect.stringContaining('卖家缺货') },
    })
  })

  it('never takes a purchase back, whatever the platform says later', async () => {
    const { prisma } = database()
    const platform = fakePlatform()
    const id = await ordered()
    await work(platform)
    const { purchase } = await orderOf(id)
    platform.ship(purchase.id, false)
    await makeDue(prisma, id)
    await work(platform)
    platform.set(purchase.id, 'PAID')
    await makeDue(prisma, id)
    await work(platform)
    platform.fail('follow', new Rejected(detail))
    await makeDue(prisma, id)
    await work(platform)
    expect((await orderOf(id)).purchase.status).toBe('SHIPPED')
  })

  it('gives the purchase back at once when it is stopped in the middle', async () => {
    const platform = fakePlatform()
    const stopping = new AbortController()
    platform.beforeAnswer(() => {
      stopping.abort()
      return Promise.reject(stopping.signal.reason)
    })
    const id = await ordered()
    const deps = purchaseDeps(database().prisma, platform)
    await workOnPurchases(deps, stopping.signal)
    expect((await orderOf(id)).purchase).toMatchObject({ status: 'PENDING', leasedUntil: null })
    platform.beforeAnswer(null)
    await work(platform)
    expect(platform.orders).toHaveLength(1)
    expect((await orderOf(id)).purchase.status).toBe('PAID')
  })
})

testDatabases('news of a purchase', (database) => {
  it('has the worker look at it at once, whatever was told', async () => {
    const { prisma } = database()
    const platform = fakePlatform()
    const id = await boughtToOrder(orderDeps(prisma))
    const deps = purchaseDeps(prisma, platform)
    await workOnPurchases(deps, new AbortController().signal)
    const { id: key, externalId } = await prisma.purchaseOrder.findFirstOrThrow({ where: { orderId: id } })
    platform.ship(key, true)
    await workOnPurchases(deps, new AbortController().signal)
    expect(platform.calls).not.toContain('follow')
    expect(await noticePurchase(prisma, 'ALIBABA_1688', externalId ?? '')).toBe(true)
    expect(await noticePurchase(prisma, 'JD', externalId ?? '')).toBe(false)
    await workOnPurchases(deps, new AbortController().signal)
    expect((await prisma.order.findUniqueOrThrow({ where: { id } })).status).toBe('AT_WAREHOUSE')
  })
})
