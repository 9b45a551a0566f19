import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { boughtToOrder, orderDeps, paid, placed } from '../../test/support/orders.ts'
import type { Outcome } from '../domain/user-error.ts'
import { cancelOrder } from './cancel-order.ts'
import { completeManualPurchase, retryPurchase } from './purchases/by-hand.ts'
import { refundOrder } from './refund-order.ts'
import { setExchangeRate } from './set-exchange-rate.ts'
import { shipOrder } from './ship-order.ts'

const OPERATOR = 'operator:olga'
const ACTING = { actor: OPERATOR, customerId: null }

testDatabases('a request that is repeated under its key', (database) => {
  const deps = () => orderDeps(database().prisma)
  const byHand = () => ({
    prisma: database().prisma,
    ownStock: { revived: async () => {}, arrived: async () => {}, calledOff: async () => {} },
  })

  async function paidOrder(): Promise<string> {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    const id = await placed(deps(), [{ skuId, quantity: 1 }])
    await paid(deps(), id)
    return id
  }

  /** A purchase that waits for an operator. */
  async function waiting(): Promise<string> {
    const { prisma } = database()
    const orderId = await boughtToOrder(deps())
    const { id } = await prisma.purchaseOrder.findFirstOrThrow({ where: { orderId } })
    await prisma.purchaseOrder.update({ where: { id }, data: { status: 'AWAITING_MANUAL_PURCHASE' } })
    return id
  }

  /** Of each use case: an input, what makes it another one, and the use case itself. */
  const CASES: readonly (readonly [
    string,
    () => Promise<object>,
    object,
    (input: object) => Promise<Outcome<unknown>>,
  ])[] = [
    [
      'cancelOrder',
      async () => ({ id: await paidOrder(), reason: 'no more' }),
      { reason: 'another' },
      (input) => cancelOrder(deps(), input, ACTING),
    ],
    [
      'refundOrder',
      async () => ({ id: await paidOrder(), reason: 'broken' }),
      { reason: 'another' },
      (input) => refundOrder(deps(), input, OPERATOR),
    ],
    [
      'shipOrder',
      async () => ({ orderId: await paidOrder(), carrier: 'EMS', trackingNumber: `EM${Date.now()}` }),
      { carrier: 'DHL' },
      (input) => shipOrder(deps(), input, OPERATOR),
    ],
    [
      'setExchangeRate',
      async () => ({ currency: 'USD', rate: '0.14' }),
      { rate: '0.15' },
      (input) => setExchangeRate(database().prisma, input, OPERATOR),
    ],
    [
      'completeManualPurchase',
      async () => ({ purchaseOrderId: await waiting(), externalId: v7() }),
      { externalId: 'another' },
      (input) => completeManualPurchase(byHand(), input, OPERATOR),
    ],
    [
      'retryPurchase',
      async () => ({ purchaseOrderId: await waiting() }),
      { acceptMorePercent: 5 },
      (input) => retryPurchase(byHand(), input, OPERATOR),
    ],
  ]

  it.each(CASES)(
    '%s gives its first answer, changes nothing more, and refuses another input',
    async (...[_name, make, changes, run]) => {
      const { prisma } = database()
      const input = { ...(await make()), idempotencyKey: v7() }
      const first = await run(input)
      expect(first).toMatchObject({ ok: true })
      const traces = async () => [
        await prisma.orderEvent.count(),
        await prisma.outboxEvent.count(),
        await prisma.stockMovement.count(),
        await prisma.shipment.count(),
      ]
      const before = await traces()
      expect(await Promise.all([run(input), run({ ...input })])).toEqual([first, first])
      expect(await run({ ...input, ...changes })).toMatchObject({
        ok: false,
        errors: [{ code: 'IDEMPOTENCY_MISMATCH', field: ['idempotencyKey'] }],
      })
      expect(await traces()).toEqual(before)
    },
  )

  it('is refused without a key, naming it', async () => {
    expect(await cancelOrder(deps(), { id: 'x', reason: 'y' }, ACTING)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_INPUT', field: ['idempotencyKey'] }],
    })
  })

  it('may use its key again after it was refused', async () => {
    const id = await paidOrder()
    const { prisma } = database()
    const input = { id, reason: 'broken', idempotencyKey: v7() }
    await prisma.order.update({ where: { id }, data: { status: 'COMPLETED' } })
    expect(await refundOrder(deps(), input, OPERATOR)).toMatchObject({ ok: false })
    await prisma.order.update({ where: { id }, data: { status: 'DELIVERED' } })
    expect(await refundOrder(deps(), input, OPERATOR)).toEqual({ ok: true, value: id })
  })
})
