import fc from 'fast-check'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { inMutationTests, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { orderDeps, placed } from '../../test/support/orders.ts'
import { formatAmount, money } from '../domain/money.ts'
import { takePayment } from './take-payment.ts'

/** Fen that the order costs. */
const PRICE = 1990n

type Told = readonly [type: 'succeeded' | 'failed' | 'refunded', minor: bigint]

const succeeded: Told = ['succeeded', PRICE]
const refunds = (parts: readonly bigint[]): Told[] => parts.map((minor) => ['refunded', minor])

/** Parts of the price, in fen, that together are the whole of it or less. */
const parts = fc
  .uniqueArray(fc.bigInt({ min: 1n, max: PRICE }), { minLength: 1, maxLength: 4 })
  .map((cuts) => [0n, ...cuts.sort((a, b) => (a < b ? -1 : 1))])
  .map((cuts) => cuts.slice(1).map((cut, index) => cut - (cuts[index] ?? 0n)))
/** Often all of it is given back. */
const whole = parts.map((some) => {
  const rest = PRICE - some.reduce((sum, part) => sum + part, 0n)
  return rest > 0n ? [...some, rest] : some
})

/** Events of one payment in the order in which they happened, and an order in which they may arrive, some of them twice. */
const arrivals = fc
  .record({ given: fc.oneof(parts, whole), failure: fc.boolean() })
  .map(({ given, failure }): Told[] => [
    ...(failure ? [['failed', PRICE] as const] : []),
    succeeded,
    ...refunds(given),
  ])
  .chain((happened) => {
    const indices = happened.map((_event, index) => index)
    const all = fc.shuffledSubarray(indices, { minLength: indices.length })
    return fc.record({ happened: fc.constant(happened), first: all, again: fc.shuffledSubarray(indices) })
  })
  .map(({ happened, first, again }) => ({ happened, arrived: [...first, ...again] }))

testDatabases('events of one payment', (database) => {
  /** Tells a new order's events in this order, and gives what has become of the order. */
  async function after(told: readonly Told[], order: readonly number[]) {
    const { prisma } = database()
    const deps = orderDeps(prisma)
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const id = await placed(deps, [{ skuId, quantity: 1 }])
    const { number } = await prisma.order.findUniqueOrThrow({ where: { id } })
    const reference = v7()
    for (const index of order) {
      const [type, minor] = told[index] ?? succeeded
      const answer = await takePayment(deps, 'acme', {
        eventId: `${reference} ${index}`,
        type: `payment.${type}`,
        orderNumber: number,
        amount: formatAmount(money(minor)),
        currency: 'CNY',
        reference,
        occurredAt: '2026-03-01T08:00:00Z',
      })
      expect(['ACCEPTED', 'RECORDED']).toContain(answer.result)
    }
    const { status, payBy, payments } = await prisma.order.findUniqueOrThrow({
      where: { id },
      include: { payments: { omit: { id: true, orderId: true, reference: true, createdAt: true } } },
    })
    const held = await prisma.reservation.findMany({
      where: { ownerId: id, status: 'ACTIVE' },
      select: { quantity: true, expiresAt: true },
    })
    const levels = await prisma.stockLevel.findMany({
      where: { skuId },
      select: { onHand: true, reserved: true },
    })
    return { status, payBy, payments, held, levels }
  }

  const inTurn = (told: readonly Told[]) => after(told, [...told.keys()])

  it.skipIf(inMutationTests)(
    'lead to the same order and payment in whatever order they arrive, repeated or not',
    {
      timeout: 120_000,
    },
    async () => {
      let compared = 0
      const property = fc.asyncProperty(arrivals, async ({ happened, arrived }) => {
        const right = await inTurn(happened)
        const given = happened.reduce((sum, [type, minor]) => sum + (type === 'refunded' ? minor : 0n), 0n)
        expect(right).toMatchObject({
          status: given === PRICE ? 'REFUNDED' : 'PAID',
          payments: [{ amountMinor: PRICE, refundedMinor: given }],
          levels: [{ onHand: 5, reserved: given === PRICE ? 0 : 1 }],
        })
        expect(await after(happened, arrived)).toEqual(right)
        compared++
      })
      await fc.assert(property, { numRuns: 40 })
      expect(compared).toBe(40)
    },
  )

  it.each([[[1, 2, 0]], [[2, 1, 0]], [[1, 0, 2]], [[2, 0, 1]], [[0, 2, 1]]])(
    'two refunds of the whole and the payment, arriving as %j, leave the order REFUNDED',
    async (order) => {
      const told = [succeeded, ...refunds([1194n, 796n])]
      const right = await inTurn(told)
      expect(right.status).toBe('REFUNDED')
      expect(await after(told, order)).toEqual(right)
    },
  )

  it('are refused where refunds before their payment are together more than the order costs', async () => {
    const { prisma } = database()
    const deps = orderDeps(prisma)
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const id = await placed(deps, [{ skuId, quantity: 1 }])
    const { number } = await prisma.order.findUniqueOrThrow({ where: { id } })
    const reference = v7()
    const refund = (amount: string) =>
      takePayment(deps, 'acme', {
        eventId: v7(),
        type: 'payment.refunded',
        orderNumber: number,
        amount,
        currency: 'CNY',
        reference,
        occurredAt: '2026-03-01T08:00:00Z',
      })
    expect(await refund('15.00')).toMatchObject({ result: 'RECORDED' })
    expect(await refund('4.91')).toMatchObject({ result: 'MISMATCH' })
    expect(await refund('4.90')).toMatchObject({ result: 'RECORDED' })
    expect(await refund('0.01')).toMatchObject({ result: 'MISMATCH' })
    expect(await prisma.payment.findMany({ where: { orderId: id } })).toMatchObject([
      { status: 'REFUNDED', amountMinor: PRICE, refundedMinor: PRICE, paidAt: null },
    ])
  })
})
