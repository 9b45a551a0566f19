import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp } from '../../test/support/ledger.ts'
import { boughtToOrder, orderDeps, paid, placed } from '../../test/support/orders.ts'
import { fakePlatform, makeDue, purchaseDeps } from '../../test/support/purchasing.ts'
import { ORDER_STATUSES } from '../domain/order-state.ts'
import { cancelOrder } from './cancel-order.ts'
import { cancelUnpaid } from './cancel-unpaid.ts'
import { workOnPurchases } from './purchases/work.ts'
import { refundOrder } from './refund-order.ts'
import { takePayment } from './take-payment.ts'

const OPERATOR = { actor: 'operator:olga', customerId: null }
const never = new AbortController().signal

testDatabases('calling an order off', (database) => {
  const deps = () => orderDeps(database().prisma)
  const cancel = (id: string, acting: Parameters<typeof cancelOrder>[2] = OPERATOR) =>
    cancelOrder(deps(), { id, reason: 'changed my mind', idempotencyKey: v7() }, acting)
  const orderOf = (id: string) =>
    database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: { purchases: true, payments: true, events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
    })
  const setStatus = (id: string, status: (typeof ORDER_STATUSES)[number]) =>
    database().prisma.order.update({ where: { id }, data: { status } })
  const anOrder = async (customer?: string) => {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    return { skuId, id: await placed(deps(), [{ skuId, quantity: 2 }], customer) }
  }
  const reservedOf = async (skuId: string) =>
    (await database().prisma.stockLevel.findFirstOrThrow({ where: { skuId } })).reserved

  it('gives the stock back and says why', async () => {
    const { id, skuId } = await anOrder()
    expect(await reservedOf(skuId)).toBe(2)
    expect(await cancel(id)).toEqual({ ok: true, value: id })
    expect(await reservedOf(skuId)).toBe(0)
    const order = await orderOf(id)
    expect(order).toMatchObject({ status: 'CANCELLED', cancelReason: 'changed my mind', payBy: null })
    expect(order.events.at(-1)).toMatchObject({
      note: 'Cancelled: changed my mind',
      customerNote: 'Cancelled by us',
      actor: 'operator:olga',
    })
    await expectLedgerToAddUp(database().prisma, [skuId])
    expect(await cancel(id)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_TRANSITION', field: ['id'] }],
    })
  })

  it('leaves what was paid to be given back, and the refund keeps it cancelled', async () => {
    const { id } = await anOrder()
    await paid(deps(), id)
    await cancel(id)
    expect(await orderOf(id)).toMatchObject({
      status: 'CANCELLED',
      payments: [{ status: 'PAID', refundRequestedAt: expect.any(Date) }],
    })
    expect(
      await refundOrder(deps(), { id, reason: 'done in the console', idempotencyKey: v7() }, 'operator:olga'),
    ).toMatchObject({
      ok: true,
    })
    expect(await orderOf(id)).toMatchObject({
      status: 'CANCELLED',
      payments: [{ status: 'REFUNDED', refundedMinor: 3980n }],
    })
  })

  it.each(ORDER_STATUSES)(
    'from %s is possible for operators and customers as the table says',
    async (status) => {
      const customer = v7()
      const early = ['PENDING_PAYMENT', 'PAID']
      const possible = [...early, 'PURCHASING', 'PURCHASED', 'AT_WAREHOUSE']
      const one = await anOrder(customer)
      await setStatus(one.id, status)
      const byCustomer = await cancel(one.id, { actor: 'customer', customerId: customer })
      expect(byCustomer.ok).toBe(early.includes(status))
      const two = await anOrder(customer)
      await setStatus(two.id, status)
      expect((await cancel(two.id)).ok).toBe(possible.includes(status))
    },
  )

  it('is for its own customer only, who is not told more', async () => {
    const { id } = await anOrder('ada')
    const foreign = await cancel(id, { actor: 'customer:bob', customerId: 'bob' })
    const missing = await cancel('none', { actor: 'customer:bob', customerId: 'bob' })
    expect(foreign).toEqual(missing)
    expect(foreign).toMatchObject({ ok: false, errors: [{ code: 'NOT_FOUND', field: ['id'] }] })
    expect((await orderOf(id)).status).toBe('PENDING_PAYMENT')
  })

  it('takes a reason of at least something', async () => {
    const { id } = await anOrder()
    expect(await cancelOrder(deps(), { id, reason: '  ', idempotencyKey: v7() }, OPERATOR)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_INPUT', field: ['reason'] }],
    })
  })

  describe('with purchases', () => {
    const work = (platform: ReturnType<typeof fakePlatform>) =>
      workOnPurchases(purchaseDeps(database().prisma, platform), never)
    const purchaseOf = async (id: string) => (await orderOf(id)).purchases[0]

    it('ends those that no platform has heard of at once', async () => {
      const platform = fakePlatform()
      const id = await boughtToOrder(deps())
      await cancel(id)
      expect(await purchaseOf(id)).toMatchObject({ status: 'CANCELLED', cancelRequestedAt: null })
      await work(platform)
      expect(platform.calls).toEqual([])
    })

    it('cancels upstream what was placed and not paid', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      const id = await boughtToOrder(deps())
      platform.beforeAnswer(async () => {
        // Cancelled while the answer is on its way.
        await cancel(id)
      })
      await work(platform)
      await makeDue(prisma, id)
      await work(platform)
      expect(platform.calls).not.toContain('pay')
      expect(platform.calls).toContain('cancel')
      expect(platform.orders[0]?.order.status).toBe('CLOSED')
      expect(await purchaseOf(id)).toMatchObject({ status: 'CANCELLED' })
      expect((await orderOf(id)).status).toBe('CANCELLED')
    })

    it('never sends what was called off between being taken and being sent', async () => {
      const platform = fakePlatform()
      const id = await boughtToOrder(deps())
      const { preview } = platform.connector
      platform.connector.preview = async (...args) => {
        await cancel(id)
        return preview(...args)
      }
      await work(platform)
      expect(platform.orders).toHaveLength(0)
      expect(await purchaseOf(id)).toMatchObject({ status: 'CANCELLED' })
    })

    it('finds by key what was made while its answer was lost, and cancels it', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      const id = await boughtToOrder(deps())
      platform.beforeAnswer(() => Promise.reject(new Error('the line is cut')))
      await workOnPurchases(purchaseDeps(prisma, platform, { onError: () => {} }), never)
      expect(await purchaseOf(id)).toMatchObject({ status: 'PENDING', submittedAt: expect.any(Date) })
      await cancel(id)
      for (let time = 0; time < 2; time++) {
        await makeDue(prisma, id)
        await work(platform)
      }
      expect(platform.orders.map((one) => one.order.status)).toEqual(['CLOSED'])
      expect(await purchaseOf(id)).toMatchObject({ status: 'CANCELLED' })
    })

    it('says so where it is too late', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      const id = await boughtToOrder(deps())
      await work(platform)
      expect((await orderOf(id)).status).toBe('PURCHASED')
      await cancel(id)
      await work(platform)
      expect(await purchaseOf(id)).toMatchObject({
        status: 'PAID',
        cancelRequestedAt: null,
        reason: expect.stringContaining('could not be cancelled'),
      })
      expect((await orderOf(id)).events.at(-1)?.note).toContain('operator')
      await makeDue(prisma, id)
      await work(platform)
      expect((await orderOf(id)).status).toBe('CANCELLED')
    })
  })

  describe('unpaid', () => {
    const overdue = (id: string) =>
      database().prisma.order.update({ where: { id }, data: { payBy: new Date(Date.now() - 1_000) } })

    it('happens by itself when the time to pay is over, and gives the stock back', async () => {
      const late = await anOrder()
      const early = await anOrder()
      const paidInTime = await anOrder()
      await paid(deps(), paidInTime.id)
      await overdue(late.id)
      expect(await cancelUnpaid(deps(), never)).toBe(false)
      expect((await orderOf(late.id)).status).toBe('CANCELLED')
      expect(await reservedOf(late.skuId)).toBe(0)
      expect((await orderOf(early.id)).status).toBe('PENDING_PAYMENT')
      expect((await orderOf(paidInTime.id)).status).toBe('PAID')
      expect(await reservedOf(paidInTime.skuId)).toBe(2)
    })

    it('keeps the money of a payment that comes after it to be given back', async () => {
      const { id } = await anOrder()
      await overdue(id)
      await cancelUnpaid(deps(), never)
      const { number } = await orderOf(id)
      const event = {
        eventId: v7(),
        type: 'payment.succeeded',
        orderNumber: number,
        amount: '39.80',
        currency: 'CNY',
      }
      const late = { ...event, reference: v7(), occurredAt: new Date().toISOString() }
      expect(await takePayment(deps(), 'late', late)).toMatchObject({ result: 'RECORDED' })
      expect(await orderOf(id)).toMatchObject({
        status: 'CANCELLED',
        payments: [{ status: 'PAID', refundRequestedAt: expect.any(Date) }],
      })
    })
  })

  describe('refundOrder', () => {
    it('moves a paid order to REFUNDED and gives the stock back', async () => {
      const { id, skuId } = await anOrder()
      await paid(deps(), id)
      expect(
        await refundOrder(deps(), { id, reason: 'broken', idempotencyKey: v7() }, 'operator:olga'),
      ).toEqual({
        ok: true,
        value: id,
      })
      expect(await orderOf(id)).toMatchObject({ status: 'REFUNDED', payments: [{ status: 'REFUNDED' }] })
      expect(await reservedOf(skuId)).toBe(0)
    })

    it('is refused where nothing was paid, and where nothing can be claimed any more', async () => {
      const { id } = await anOrder()
      const refund = () => refundOrder(deps(), { id, reason: 'x', idempotencyKey: v7() }, 'operator:olga')
      const refused = { ok: false, errors: [{ code: 'INVALID_TRANSITION', field: ['id'] }] }
      expect(await refund()).toMatchObject(refused)
      await paid(deps(), id)
      await setStatus(id, 'COMPLETED')
      expect(await refund()).toMatchObject(refused)
    })
  })
})

describePostgres('payment, cancellation and expiry at the same moment', (database) => {
  it('leave every order either paid with its stock, or cancelled without', async () => {
    const { prisma } = database()
    const deps = orderDeps(prisma)
    const { skuId } = await makeLevel(prisma, { onHand: 100 })
    const ids: string[] = []
    for (let count = 0; count < 20; count++) ids.push(await placed(deps, [{ skuId, quantity: 1 }]))
    await prisma.order.updateMany({
      where: { id: { in: ids } },
      data: { payBy: new Date(Date.now() - 1_000) },
    })
    await Promise.all([
      ...ids.map((id) => paid(deps, id).catch(() => 'cancelled before')),
      cancelUnpaid(deps, never),
      ...ids
        .slice(0, 10)
        .map((id) => cancelOrder(deps, { id, reason: 'race', idempotencyKey: v7() }, OPERATOR)),
    ])
    const orders = await prisma.order.findMany({ where: { id: { in: ids } }, include: { payments: true } })
    const held = orders.filter((order) => order.status === 'PAID')
    expect(held.length + orders.filter((order) => order.status === 'CANCELLED').length).toBe(20)
    expect(await prisma.stockLevel.findMany({ where: { skuId } })).toMatchObject([{ reserved: held.length }])
    for (const { status, payments } of orders) {
      expect(payments).toHaveLength(1)
      expect(payments[0]?.refundRequestedAt !== null).toBe(status === 'CANCELLED')
    }
    await expectLedgerToAddUp(prisma, [skuId])
  })
})
