import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { paymentDesk } from '../../test/support/payment-desk.ts'
import { refundOrder } from './refund-order.ts'

testDatabases('takePayment of what was given back', (database) => {
  const { deps, orderOf, anOrder, body, take } = paymentDesk(database)

  it('records a refund that overtook its payment; with the payment the order is REFUNDED', async () => {
    const order = await anOrder()
    expect(await take(body(order, { type: 'payment.refunded' }))).toMatchObject({ result: 'RECORDED' })
    expect((await orderOf(order.id)).status).toBe('PENDING_PAYMENT')
    expect(await take(body(order))).toMatchObject({ result: 'ACCEPTED' })
    const after = await orderOf(order.id)
    expect(after).toMatchObject({
      status: 'REFUNDED',
      payments: [{ status: 'REFUNDED', refundedMinor: 1990n }],
      purchases: [],
    })
    expect(after.events.map(({ to }) => to)).toEqual([
      'PENDING_PAYMENT',
      'PENDING_PAYMENT',
      'PAID',
      'REFUNDED',
    ])
    expect(await take(body(order))).toMatchObject({ result: 'RECORDED' })
  })

  it('keeps of a payment of a cancelled order what was given back before it was reported', async () => {
    const { prisma } = database()
    const order = await anOrder()
    await take(body(order, { type: 'payment.refunded', amount: '0.90' }))
    await prisma.order.update({ where: { id: order.id }, data: { status: 'CANCELLED' } })
    expect(await take(body(order))).toMatchObject({ result: 'RECORDED' })
    expect(await orderOf(order.id)).toMatchObject({
      status: 'CANCELLED',
      payments: [{ status: 'PAID', refundedMinor: 90n, refundRequestedAt: expect.any(Date) }],
    })
  })

  it('takes no refund in one currency and the next in another before the payment is known', async () => {
    const { prisma } = database()
    const order = await anOrder()
    await prisma.order.update({
      where: { id: order.id },
      data: { shownCurrency: 'JPY', shownTotalMinor: 428n, exchangeRate: '21.5' },
    })
    const refund = (amount: string, currency: string) =>
      take(body(order, { type: 'payment.refunded', amount, currency }))
    expect(await refund('0.90', 'CNY')).toMatchObject({ result: 'RECORDED' })
    expect(await refund('100', 'JPY')).toMatchObject({ result: 'MISMATCH' })
    expect(await take(body(order, { amount: '428', currency: 'JPY' }))).toMatchObject({ result: 'ACCEPTED' })
    expect((await orderOf(order.id)).payments).toMatchObject([
      { status: 'PAID', currency: 'JPY', amountMinor: 428n, refundedMinor: 0n },
    ])
    expect(await refund('100', 'JPY')).toMatchObject({ result: 'RECORDED' })
  })

  it('takes refunds in the currency that was paid and in its whole units only; the rest is for an operator', async () => {
    const { prisma } = database()
    const order = await anOrder()
    await prisma.order.update({
      where: { id: order.id },
      data: { shownCurrency: 'JPY', shownTotalMinor: 428n, exchangeRate: '21.5' },
    })
    const refund = (amount: string, currency: string) =>
      take(body(order, { type: 'payment.refunded', amount, currency }))
    await take(body(order, { amount: '428', currency: 'JPY' }))
    expect(await refund('19.90', 'CNY')).toMatchObject({ result: 'MISMATCH' })
    expect(await refund('1.5', 'JPY')).toMatchObject({ result: 'INVALID', field: 'amount' })
    expect(await refund('1', 'JPY')).toMatchObject({ result: 'RECORDED' })
    expect((await orderOf(order.id)).payments).toMatchObject([{ status: 'PAID', refundedMinor: 1n }])
    const input = { id: order.id, reason: 'broken', idempotencyKey: v7() }
    expect(await refundOrder(deps(), input, 'operator:olga')).toMatchObject({ ok: true })
    expect(await orderOf(order.id)).toMatchObject({
      status: 'REFUNDED',
      payments: [{ status: 'REFUNDED', currency: 'JPY', refundedMinor: 428n }],
    })
  })

  it('takes the payment that stands when the other one was given back: it is not to be given back any more', async () => {
    const order = await anOrder()
    await take(body(order))
    await take(body({ ...order, reference: `ref-${v7()}` }))
    expect(await take(body(order, { type: 'payment.refunded' }))).toMatchObject({ result: 'RECORDED' })
    expect(await orderOf(order.id)).toMatchObject({
      status: 'PAID',
      payments: [{ status: 'REFUNDED' }, { status: 'PAID', refundRequestedAt: null }],
    })
  })

  it('refuses a refund before its payment that is more than the order costs', async () => {
    const order = await anOrder()
    const refund = body(order, { type: 'payment.refunded', amount: '999999999.00' })
    expect(await take(refund)).toMatchObject({ result: 'MISMATCH' })
    expect(await orderOf(order.id)).toMatchObject({ status: 'PENDING_PAYMENT', payments: [] })
  })

  it('takes a payment of which a part was given back before it was reported', async () => {
    const order = await anOrder()
    await take(body(order, { type: 'payment.refunded', amount: '0.90' }))
    expect(await take(body(order))).toMatchObject({ result: 'ACCEPTED' })
    expect(await orderOf(order.id)).toMatchObject({
      status: 'PAID',
      payments: [{ status: 'PAID', amountMinor: 1990n, refundedMinor: 90n }],
    })
  })

  it('moves to REFUNDED when all is given back, and gives back the stock', async () => {
    const { prisma } = database()
    const order = await anOrder()
    await take(body(order))
    const part = (amount: string) => take(body(order, { type: 'payment.refunded', amount }))
    expect(await part('9.90')).toMatchObject({ result: 'RECORDED' })
    expect(await orderOf(order.id)).toMatchObject({ status: 'PAID', payments: [{ refundedMinor: 990n }] })
    expect(await part('10.01')).toMatchObject({ result: 'MISMATCH' })
    expect(await part('10.00')).toMatchObject({ result: 'ACCEPTED' })
    expect(await orderOf(order.id)).toMatchObject({
      status: 'REFUNDED',
      payments: [{ status: 'REFUNDED', refundedMinor: 1990n }],
    })
    expect(await prisma.stockLevel.findMany({ where: { skuId: order.skuId } })).toMatchObject([
      { onHand: 5, reserved: 0 },
    ])
    expect(await part('1.00')).toMatchObject({ result: 'RECORDED' })
  })
})
