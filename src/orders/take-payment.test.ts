import { v7 } from 'uuid'
import { describe, expect, it, vi } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeSku } from '../../test/support/fixtures.ts'
import { orderDeps, placed } from '../../test/support/orders.ts'
import { paymentDesk } from '../../test/support/payment-desk.ts'
import { takePayment } from './take-payment.ts'

testDatabases('takePayment', (database) => {
  const { deps, orderOf, anOrder, body, take } = paymentDesk(database)

  it('moves the order to PAID, keeps the payment and holds the stock for good', async () => {
    const { prisma } = database()
    const order = await anOrder()
    const onPurchasesDue = vi.fn()
    const answer = await takePayment(orderDeps(prisma, { onPurchasesDue }), 'acme', body(order))
    expect(answer).toEqual({ result: 'ACCEPTED', detail: 'Paid 19.90 CNY' })
    expect(onPurchasesDue).toHaveBeenCalledTimes(1)
    expect(await orderOf(order.id)).toMatchObject({
      status: 'PAID',
      payBy: null,
      payments: [
        {
          status: 'PAID',
          amountMinor: 1990n,
          currency: 'CNY',
          provider: 'acme',
          reference: order.reference,
          paidAt: new Date('2026-03-01T08:00:00Z'),
          refundRequestedAt: null,
        },
      ],
      events: [{ to: 'PENDING_PAYMENT' }, { from: 'PENDING_PAYMENT', to: 'PAID', actor: 'payment:acme' }],
      purchases: [],
    })
    const reservations = await prisma.reservation.findMany({ where: { ownerId: order.id } })
    expect(reservations).toMatchObject([{ status: 'ACTIVE', expiresAt: null }])
  })

  it('takes an event once, also when it comes 20 times at the same moment', async () => {
    const { prisma } = database()
    const order = await anOrder()
    const event = body(order)
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(event)))
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1)
    expect(new Set(answers.map((answer) => `${answer.result} ${answer.detail}`)).size).toBe(1)
    expect(await prisma.payment.count({ where: { orderId: order.id } })).toBe(1)
    expect((await orderOf(order.id)).events).toHaveLength(2)
  })

  it('records the same payment under another event', async () => {
    const order = await anOrder()
    await take(body(order))
    expect(await take(body(order))).toMatchObject({ result: 'RECORDED' })
    expect((await orderOf(order.id)).payments).toHaveLength(1)
  })

  it.each([
    ['another amount', { amount: '19.89' }],
    ['another currency', { currency: 'USD' }],
  ])('refuses %s, and records that it came', async (_what, changes) => {
    const { prisma } = database()
    const order = await anOrder()
    const event = body(order, changes)
    expect(await take(event)).toMatchObject({ result: 'MISMATCH' })
    expect(await take(event)).toMatchObject({ result: 'MISMATCH', repeated: true })
    const after = await orderOf(order.id)
    expect(after).toMatchObject({ status: 'PENDING_PAYMENT', payments: [] })
    expect(after.events.at(-1)).toMatchObject({ from: 'PENDING_PAYMENT', to: 'PENDING_PAYMENT' })
    expect(after.events.at(-1)?.note).toContain('not accepted')
    expect(await prisma.paymentEvent.findMany({ where: { orderId: order.id } })).toMatchObject([
      { provider: 'acme', kind: 'payment.succeeded', outcome: expect.stringContaining('MISMATCH') },
    ])
    expect(await take(body(order))).toMatchObject({ result: 'ACCEPTED' })
  })

  it('takes the price in the currency that the customer was shown', async () => {
    const { prisma } = database()
    const order = await anOrder()
    await prisma.order.update({
      where: { id: order.id },
      data: { shownCurrency: 'JPY', shownTotalMinor: 428n, exchangeRate: '21.5' },
    })
    expect(await take(body(order, { amount: '427', currency: 'JPY' }))).toMatchObject({ result: 'MISMATCH' })
    expect(await take(body(order, { amount: '428', currency: 'JPY' }))).toMatchObject({ result: 'ACCEPTED' })
  })

  it('keeps a second payment and says that it has to be given back', async () => {
    const order = await anOrder()
    await take(body(order))
    const second = await take(body({ ...order, reference: `ref-${v7()}` }))
    expect(second).toMatchObject({ result: 'RECORDED', detail: expect.stringContaining('given back') })
    const after = await orderOf(order.id)
    expect(after.status).toBe('PAID')
    expect(after.payments).toMatchObject([
      { status: 'PAID', refundRequestedAt: null },
      { status: 'PAID', refundRequestedAt: expect.any(Date) },
    ])
    expect(after.events).toHaveLength(3)
  })

  it('keeps the order paid when only the second payment was given back', async () => {
    const order = await anOrder()
    const reference = `ref-${v7()}`
    await take(body(order))
    await take(body({ ...order, reference }))
    expect(await take(body({ ...order, reference }, { type: 'payment.refunded' }))).toMatchObject({
      result: 'RECORDED',
    })
    const after = await orderOf(order.id)
    expect(after.status).toBe('PAID')
    expect(after.payments.map((payment) => payment.status)).toEqual(['PAID', 'REFUNDED'])
  })

  it('records a failure, and takes the success that follows', async () => {
    const order = await anOrder()
    expect(await take(body(order, { type: 'payment.failed' }))).toMatchObject({ result: 'RECORDED' })
    expect(await orderOf(order.id)).toMatchObject({
      status: 'PENDING_PAYMENT',
      payments: [{ status: 'FAILED' }],
    })
    expect(await take(body(order))).toMatchObject({ result: 'ACCEPTED' })
    expect(await take(body(order, { type: 'payment.failed' }))).toMatchObject({ result: 'RECORDED' })
    expect(await orderOf(order.id)).toMatchObject({ status: 'PAID', payments: [{ status: 'PAID' }] })
  })

  it('refuses what has not happened yet, and a text that the database cannot hold', async () => {
    const order = await anOrder()
    expect(await take(body(order, { occurredAt: '2999-01-01T00:00:00Z' }))).toMatchObject({
      result: 'INVALID',
      field: 'occurredAt',
    })
    expect(await take(body({ ...order, reference: 'a\0b' }))).toMatchObject({
      result: 'INVALID',
      field: 'reference',
    })
  })

  it('refuses a reference that belongs to another order', async () => {
    const one = await anOrder()
    const two = await anOrder()
    await take(body(one))
    expect(await take(body({ ...two, reference: one.reference }))).toMatchObject({ result: 'MISMATCH' })
    expect((await orderOf(two.id)).status).toBe('PENDING_PAYMENT')
  })

  it('names an order that there is not, and takes the same event once the order is there', async () => {
    const { prisma } = database()
    const order = await anOrder()
    await prisma.order.update({ where: { id: order.id }, data: { number: `${order.number}-restored` } })
    const event = body(order)
    const answer = {
      result: 'UNKNOWN_ORDER',
      detail: 'There is no order of that number.',
      field: 'orderNumber',
    }
    expect(await take(event)).toEqual(answer)
    expect(await take(event)).toEqual({ ...answer, repeated: true })
    await prisma.order.update({ where: { id: order.id }, data: { number: order.number } })
    const answers = await Promise.all([take(event), take(event), take(event)])
    expect(answers.filter(({ repeated }) => !repeated)).toEqual([
      { result: 'ACCEPTED', detail: 'Paid 19.90 CNY' },
    ])
    expect(await orderOf(order.id)).toMatchObject({ status: 'PAID', payments: [{ status: 'PAID' }] })
    expect(await prisma.paymentEvent.findMany({ where: { orderId: order.id } })).toMatchObject([
      { outcome: 'ACCEPTED: Paid 19.90 CNY' },
    ])
  })

  it('looks again at an event that did not fit, and says once in the history that it did not', async () => {
    const { prisma } = database()
    const order = await anOrder()
    const event = body(order, { amount: '20.00' })
    for (let time = 0; time < 3; time++) expect(await take(event)).toMatchObject({ result: 'MISMATCH' })
    expect((await orderOf(order.id)).events).toHaveLength(2)
    await prisma.order.update({ where: { id: order.id }, data: { totalMinor: 2000n } })
    expect(await take(event)).toEqual({ result: 'ACCEPTED', detail: 'Paid 20.00 CNY' })
    expect((await orderOf(order.id)).status).toBe('PAID')
  })

  it.each([
    ['of a known shape', {}],
    ['without what other events have', { orderNumber: undefined, amount: undefined, currency: undefined }],
  ])(
    'ignores an event of a type that nobody handles, %s, and keeps nothing of it',
    async (_what, changes) => {
      const { prisma } = database()
      const order = await anOrder()
      const event = body(order, { type: 'payment.disputed', ...changes })
      expect(await take(event)).toEqual({
        result: 'IGNORED',
        detail: 'Events of type payment.disputed are not handled.',
      })
      expect(await prisma.paymentEvent.count({ where: { eventId: event.eventId } })).toBe(0)
      expect(await orderOf(order.id)).toMatchObject({ status: 'PENDING_PAYMENT', payments: [] })
    },
  )

  it.each([
    ['eventId', { type: 'payment.disputed', eventId: undefined }],
    ['type', { type: 'payment.disputed', amount: 19.9 }],
    ['type', { type: 7 }],
    ['type', { type: undefined }],
  ])('refuses an event of such a type that is malformed: %s of %j', async (field, changes) => {
    expect(await take(body({ number: 'HG-1', reference: 'r' }, changes))).toMatchObject({
      result: 'INVALID',
      field,
    })
  })

  it.each([
    ['eventId', { eventId: '' }],
    ['orderNumber', { orderNumber: 7 }],
    ['amount', { amount: '19.9.0' }],
    ['amount', { amount: '19.901' }],
    ['amount', { amount: '-1' }],
    ['amount', { amount: 19.9 }],
    ['currency', { currency: 'XYZ' }],
    ['reference', { reference: undefined }],
    ['occurredAt', { occurredAt: 'yesterday' }],
  ])('refuses a wrong %s, naming it: %j', async (field, changes) => {
    expect(await take(body({ number: 'HG-1', reference: 'r' }, changes))).toMatchObject({
      result: 'INVALID',
      field,
      detail: expect.stringContaining(field),
    })
  })

  describe('after the time to pay', () => {
    /** The job or the next buyer has let the stock go. */
    const letGo = async (order: { id: string }) => {
      const owner = { type: 'order', id: order.id }
      await database().prisma.$transaction((tx) => deps().holds.release(tx, owner, { actor: 'test' }))
    }

    it('takes the stock again when it is still there', async () => {
      const { prisma } = database()
      const order = await anOrder()
      await letGo(order)
      expect(await take(body(order))).toMatchObject({ result: 'ACCEPTED' })
      expect((await orderOf(order.id)).status).toBe('PAID')
      expect(await prisma.stockLevel.findMany({ where: { skuId: order.skuId } })).toMatchObject([
        { reserved: 1 },
      ])
    })

    it('cancels when the stock is gone, and the payment waits to be given back', async () => {
      const order = await anOrder(1)
      await letGo(order)
      await placed(deps(), [{ skuId: order.skuId, quantity: 1 }])
      expect(await take(body(order))).toMatchObject({
        result: 'ACCEPTED',
        detail: expect.stringContaining('cancelled'),
      })
      const after = await orderOf(order.id)
      expect(after.status).toBe('CANCELLED')
      expect(after.events.map((event) => event.to)).toEqual(['PENDING_PAYMENT', 'PAID', 'CANCELLED'])
      expect(after.payments).toMatchObject([{ status: 'PAID', refundRequestedAt: expect.any(Date) }])
      expect(await take(body(order, { type: 'payment.refunded' }))).toMatchObject({ result: 'RECORDED' })
      expect(await orderOf(order.id)).toMatchObject({
        status: 'CANCELLED',
        payments: [{ status: 'REFUNDED' }],
      })
    })
  })

  it('writes down a purchase for each platform and seller, to be placed by the worker', async () => {
    const { prisma } = database()
    const buyable = async (platform: 'TAOBAO' | 'ALIBABA_1688', supplierKey: string) => {
      const { skuId } = await makeSku(prisma, { supplierKey })
      await prisma.sku.update({ where: { id: skuId }, data: { buyToOrder: true } })
      await prisma.listing.create({
        data: { platform, skuId, externalId: v7(), externalSkuId: 's1', specId: 'spec', priceMinor: 1500n },
      })
      return skuId
    }
    const [one, two] = [v7(), v7()]
    const a = await buyable('ALIBABA_1688', one)
    const b = await buyable('TAOBAO', two)
    const sibling = await prisma.sku.findUniqueOrThrow({ where: { id: a } })
    const { skuId: c } = await makeSku(prisma, { productId: sibling.productId })
    await prisma.sku.update({ where: { id: c }, data: { buyToOrder: true } })
    await prisma.listing.create({
      data: { platform: 'ALIBABA_1688', skuId: c, externalId: v7(), priceMinor: 1600n },
    })
    const lines = [a, b, c].map((skuId) => ({ skuId, quantity: 2 }))
    const id = await placed(deps(), lines)
    const { number } = await prisma.order.findUniqueOrThrow({ where: { id } })
    const event = body({ number, reference: v7() }, { amount: '119.40' })
    expect(await take(event)).toMatchObject({ result: 'ACCEPTED' })
    const { purchases } = await orderOf(id)
    expect(purchases).toHaveLength(2)
    const of1688 = purchases.find((purchase) => purchase.platform === 'ALIBABA_1688')
    expect(of1688).toMatchObject({ status: 'PENDING', seller: one, externalId: null, submittedAt: null })
    expect(of1688?.lines.map((line) => line.skuId).sort()).toEqual([a, c].sort())
    expect(purchases.find((purchase) => purchase.platform === 'TAOBAO')).toMatchObject({
      status: 'PENDING',
      seller: two,
      lines: [{ skuId: b, quantity: 2, unitPriceMinor: 1500n, externalSkuId: 's1', specId: 'spec' }],
    })
  })
})
