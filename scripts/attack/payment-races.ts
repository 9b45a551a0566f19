import { randomUUID } from 'node:crypto'
import { cart, place } from './graph.ts'
import { CANCEL, paymentOf, read, withOrders } from './order-races.ts'
import { expectThat, type Race, rush, tally } from './race.ts'
import { props } from './stage.ts'

/** Sends an accepted event of one provider to the others, signed for one and for the other. */
export const anotherProvider: Race = {
  name: "a payment at another provider's address",
  run: (graph) =>
    withOrders(graph, 1, async ([order]) => {
      if (!order) throw new Error('no order')
      const event = paymentOf(order)
      const first = await graph.pay(event)
      const answers = await rush(20, (index) =>
        graph.pay(event, { at: 'attack-pay', ...(index % 2 && { as: 'attack-pay' }) }),
      )
      const renamed = await graph.pay({ ...event, eventId: randomUUID() }, { as: 'attack-pay' })
      const now = await read(graph, order.id)
      return {
        attempts: 21,
        answers: tally([...answers, renamed].map(({ status }) => String(status))),
        violations: expectThat(
          [first.result === 'ACCEPTED', `the payment itself was ${first.status} ${first.result}`],
          [
            answers.every(({ status }) => status === 401 || status === 404),
            'an event counted at another address',
          ],
          [renamed.status === 401, `an event signed for another provider got ${renamed.status}`],
          [now.payments.length === 1, `${now.payments.length} payments of one event`],
        ),
      }
    }),
}

/** Two refunds that together are the whole arrive with the payment, each event twice, in any order. */
export const refundedInAnyOrder: Race = {
  name: 'refunds of the whole and their payment, in any order',
  run: (graph) =>
    withOrders(graph, 10, async (orders) => {
      const answers = await Promise.all(
        orders.map(async (order) => {
          const paid = paymentOf(order)
          const cents = Math.round(Number(order.total.amount) * 100)
          const refunds = [Math.floor(cents * 0.6), cents - Math.floor(cents * 0.6)].map((part) => ({
            ...paid,
            eventId: randomUUID(),
            type: 'payment.refunded',
            amount: (part / 100).toFixed(2),
          }))
          const events = [paid, ...refunds, paid, ...refunds]
          return rush(events.length, (index) => graph.pay(events[index] ?? paid))
        }),
      )
      const states = await Promise.all(orders.map((order) => read(graph, order.id)))
      return {
        attempts: answers.flat().length,
        answers: tally(answers.flat().map(({ status, result }) => `${status} ${result}`)),
        violations: expectThat(
          [
            states.every(({ status }) => status === 'REFUNDED'),
            'an order is kept whose money was all given back',
          ],
          [states.every(({ payments }) => payments.length === 1), 'there is not one payment for each order'],
        ),
      }
    }),
}

/** One customer tries to hold a SKU by orders that are never paid. @param most orders that the gateway allows */
export const hoarder = (most: number): Race => ({
  name: 'one customer who never pays, 30 orders at once',
  async run(graph) {
    const [prop] = await props(graph, 1)
    if (!prop) throw new Error('no SKU to work with')
    const orders: string[] = []
    try {
      await prop.set(100)
      const who = { customer: `attack-${randomUUID()}` }
      const results = await rush(30, () => place(graph, who, cart([{ skuId: prop.skuId, quantity: 1 }])))
      orders.push(...results.flatMap(({ order }) => order?.id ?? []))
      return {
        attempts: 30,
        answers: tally(results.map(({ answer }) => answer)),
        violations: expectThat([
          orders.length <= most,
          `${orders.length} unpaid orders of one customer, ${most} are allowed`,
        ]),
      }
    } finally {
      for (const id of orders) await graph.word('operator', CANCEL, { id, key: randomUUID() })
      await prop.restore()
    }
  },
})
