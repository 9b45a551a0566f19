import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { paymentDesk } from '../../test/support/payment-desk.ts'

const failed = { type: 'payment.failed' }
const refunded = (amount = '19.90') => ({ type: 'payment.refunded', amount })

testDatabases('what the history says of payments', (database) => {
  const { orderOf, anOrder, body, take } = paymentDesk(database)

  /** Tells the events of an order, and gives the answers and the new rows of its history: `!` where customers read them. */
  async function told(order: Awaited<ReturnType<typeof anOrder>>, ...events: object[]) {
    const before = (await orderOf(order.id)).events.length
    const answers = []
    for (const changes of events) {
      const { result, detail } = await take(body(order, changes))
      answers.push(`${result}: ${detail}`)
    }
    const { events: rows } = await orderOf(order.id)
    const history = rows.slice(before).map(({ note, customerNote }) => {
      if (customerNote !== null) expect(customerNote).toBe(note)
      return customerNote === null ? note : `! ${note}`
    })
    return { answers, history }
  }
  const cancel = (id: string) =>
    database().prisma.order.update({ where: { id }, data: { status: 'CANCELLED' } })

  it('of one that is paid, reported again, and said to have failed', async () => {
    expect(await told(await anOrder(), failed, {}, {}, failed)).toEqual({
      answers: [
        'RECORDED: A payment of 19.90 CNY failed.',
        'ACCEPTED: Paid 19.90 CNY',
        'RECORDED: The payment was reported once more.',
        'RECORDED: A failure of the payment was reported late.',
      ],
      history: [
        '! A payment of 19.90 CNY failed.',
        '! Paid 19.90 CNY',
        'The payment was reported once more.',
        'A failure of the payment was reported late.',
      ],
    })
  })

  it('of one that does not fit', async () => {
    const other = await anOrder()
    await take(body(other))
    const order = await anOrder()
    expect(await told(order, { amount: '19.89' }, { amount: '1990', currency: 'JPY' })).toEqual({
      answers: [
        'MISMATCH: A payment of 19.89 CNY was reported, the order costs 19.90 CNY: it was not accepted.',
        'MISMATCH: A payment of 1990 JPY was reported, the order costs 19.90 CNY: it was not accepted.',
      ],
      history: [
        'A payment of 19.89 CNY was reported, the order costs 19.90 CNY: it was not accepted.',
        'A payment of 1990 JPY was reported, the order costs 19.90 CNY: it was not accepted.',
      ],
    })
    expect((await told(order, { reference: other.reference })).answers).toEqual([
      'MISMATCH: The reference of a payment of 19.90 CNY belongs to another order.',
    ])
  })

  it('of refunds in parts, of too much, and of one that was settled already', async () => {
    const order = await anOrder()
    await take(body(order))
    expect(
      await told(order, refunded('0.90'), refunded('19.01'), refunded('19.00'), refunded('1.00')),
    ).toEqual({
      answers: [
        'RECORDED: 0.90 CNY was given back, a part of the payment.',
        'MISMATCH: A refund of 19.01 CNY was reported, more than the 19.90 CNY that was paid.',
        'ACCEPTED: 19.00 CNY was given back',
        'RECORDED: A refund of 1.00 CNY was confirmed.',
      ],
      history: [
        '! 0.90 CNY was given back, a part of the payment.',
        'A refund of 19.01 CNY was reported, more than the 19.90 CNY that was paid.',
        '! 19.00 CNY was given back',
        'A refund of 1.00 CNY was confirmed.',
      ],
    })
    const paid = await anOrder()
    await take(body(paid))
    expect((await told(paid, { ...refunded('1'), currency: 'JPY' })).answers).toEqual([
      'MISMATCH: A refund of 1 JPY was reported, more than the 19.90 CNY that was paid.',
    ])
  })

  it('of refunds before their payment', async () => {
    const order = await anOrder()
    await database().prisma.order.update({
      where: { id: order.id },
      data: { shownCurrency: 'JPY', shownTotalMinor: 428n, exchangeRate: '21.5' },
    })
    const jpy = { ...refunded('1'), currency: 'JPY' }
    const usd = { ...refunded('1'), currency: 'USD' }
    expect(await told(order, usd, refunded('0.90'), jpy, refunded('19.01'), failed)).toEqual({
      answers: [
        'MISMATCH: A refund of 1.00 USD was reported before its payment, more than the order costs.',
        'RECORDED: A refund of 0.90 CNY was reported before its payment.',
        'MISMATCH: A refund of 1 JPY was reported before its payment, in another currency than the refund before it.',
        'MISMATCH: A refund of 19.01 CNY was reported before its payment, more than the order costs.',
        'RECORDED: A failure of the payment was reported late.',
      ],
      history: [
        'A refund of 1.00 USD was reported before its payment, more than the order costs.',
        'A refund of 0.90 CNY was reported before its payment.',
        'A refund of 1 JPY was reported before its payment, in another currency than the refund before it.',
        'A refund of 19.01 CNY was reported before its payment, more than the order costs.',
        'A failure of the payment was reported late.',
      ],
    })
    expect((await orderOf(order.id)).payments).toMatchObject([
      { status: 'PENDING', amountMinor: 1990n, refundedMinor: 90n },
    ])
  })

  it('of a payment that is one too many, until one of them is given back', async () => {
    const order = await anOrder()
    await take(body(order))
    const second = { ...order, reference: v7() }
    expect(await told(second, {}, refunded())).toEqual({
      answers: [
        'RECORDED: 19.90 CNY was paid, but the order was paid already: it has to be given back.',
        'RECORDED: 19.90 CNY was given back; another payment stands.',
      ],
      history: [
        '! 19.90 CNY was paid, but the order was paid already: it has to be given back.',
        '! 19.90 CNY was given back; another payment stands.',
      ],
    })
    const third = { ...order, reference: v7() }
    expect(await told(third, refunded(), {})).toMatchObject({
      answers: [
        'RECORDED: A refund of 19.90 CNY was reported before its payment.',
        'RECORDED: 19.90 CNY was paid, but the order was paid already: it was given back already.',
      ],
    })
    expect((await orderOf(order.id)).payments).toMatchObject([
      { status: 'PAID', refundRequestedAt: null },
      { status: 'REFUNDED' },
      { status: 'REFUNDED', refundedMinor: 1990n },
    ])
  })

  it('of a payment of an order that is cancelled, and of its refund', async () => {
    const order = await anOrder()
    await cancel(order.id)
    expect(await told(order, {}, refunded())).toEqual({
      answers: [
        'RECORDED: 19.90 CNY was paid, but the order is cancelled: it has to be given back.',
        'RECORDED: 19.90 CNY was given back.',
      ],
      history: [
        '! 19.90 CNY was paid, but the order is cancelled: it has to be given back.',
        '! 19.90 CNY was given back.',
      ],
    })
  })

  it('of one that came when the stock was gone', async () => {
    const order = await anOrder(1)
    const { prisma } = database()
    await prisma.reservation.updateMany({
      where: { ownerId: order.id },
      data: { status: 'RELEASED', closedAt: new Date() },
    })
    await prisma.stockLevel.updateMany({ where: { skuId: order.skuId }, data: { onHand: 0, reserved: 0 } })
    expect((await told(order, {})).answers).toEqual([
      'ACCEPTED: Paid 19.90 CNY; the order was cancelled, its stock is gone',
    ])
  })

  it('is by the provider, and one row for an event however often it comes', async () => {
    const order = await anOrder()
    const event = body(order, { amount: '1.00' })
    for (let n = 0; n < 3; n++) await take(event)
    const other = body(order, { amount: '1.00' })
    await take(other)
    expect((await orderOf(order.id)).events.slice(1)).toMatchObject(
      [event, other].map(({ eventId }) => ({ actor: 'payment:acme', about: `payment:acme:${eventId}` })),
    )
  })
})
