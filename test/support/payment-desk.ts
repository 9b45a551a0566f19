import { v7 } from 'uuid'
import { takePayment } from '../../src/orders/take-payment.ts'
import type { Database } from '../../src/store/database.ts'
import { makeLevel } from './fixtures.ts'
import { orderDeps, placed } from './orders.ts'

/** Orders that wait for their payment, and what the provider "acme" reports of them. */
export function paymentDesk(database: () => Database) {
  const deps = () => orderDeps(database().prisma)
  const orderOf = (id: string) =>
    database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: {
        payments: { orderBy: { createdAt: 'asc' } },
        events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
        purchases: { include: { lines: true } },
      },
    })

  /** An unpaid order of one unit at 19.90. */
  async function anOrder(onHand = 5) {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand })
    const id = await placed(deps(), [{ skuId, quantity: 1 }])
    const { number } = await prisma.order.findUniqueOrThrow({ where: { id } })
    return { id, number, skuId, reference: `ref-${v7()}` }
  }

  const body = (order: { number: string; reference: string }, changes: object = {}) => ({
    eventId: v7(),
    type: 'payment.succeeded',
    orderNumber: order.number,
    amount: '19.90',
    currency: 'CNY',
    reference: order.reference,
    occurredAt: '2026-03-01T08:00:00Z',
    ...changes,
  })
  const take = (event: object) => takePayment(deps(), 'acme', event)
  return { deps, orderOf, anOrder, body, take }
}
