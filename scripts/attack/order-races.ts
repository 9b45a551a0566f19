import { randomUUID } from 'node:crypto'
import { cart, type Graph, type PlacedOrder, place } from './graph.ts'
import { expectThat, type Race, type Report, rush, tally } from './race.ts'
import { props } from './stage.ts'

export const CANCEL = `mutation ($id: ID!, $key: String!) { cancelOrder(input: { id: $id, reason: "attack", idempotencyKey: $key }) { userErrors { code message } } }`
const SHIP = `mutation ($id: ID!, $number: String!) { shipOrder(input: { orderId: $id, carrier: "EMS", trackingNumber: $number, idempotencyKey: $number }) { userErrors { code message } } }`
const TRACK = `mutation ($number: String!, $status: TrackingStatus!, $at: DateTime!) { recordTracking(input: {
  carrier: "EMS", trackingNumber: $number, status: $status, description: "scan", occurredAt: $at }) { userErrors { code message } } }`
const ORDER = `query ($id: ID!) { order(id: $id) { status shippingAddress { name }
  payments { status refundRequestedAt } events(first: 100) { nodes { from to } } } }`

interface OrderNow {
  readonly status: string
  readonly payments: readonly { readonly status: string; readonly refundRequestedAt: string | null }[]
  readonly events: { readonly nodes: readonly { readonly from: string | null; readonly to: string }[] }
}
export const read = async (graph: Graph, id: string) =>
  (await graph.ask<{ order: OrderNow }>('operator', ORDER, { id })).order

export const paymentOf = (order: PlacedOrder, changes: object = {}) => ({
  eventId: randomUUID(),
  type: 'payment.succeeded',
  orderNumber: order.number,
  amount: order.total.amount,
  currency: order.total.currency,
  reference: randomUUID(),
  occurredAt: new Date().toISOString(),
  ...changes,
})

/** Runs with this number of orders of one unit, and cancels them afterwards. */
export async function withOrders(
  graph: Graph,
  count: number,
  work: (orders: readonly PlacedOrder[], owner: string) => Promise<Report>,
): Promise<Report> {
  const [prop] = await props(graph, 1)
  if (!prop) throw new Error('no SKU to work with')
  const owner = `attack-${randomUUID()}`
  const orders: PlacedOrder[] = []
  try {
    await prop.set(count + 10)
    for (let made = 0; made < count; made++) {
      const { order, answer } = await place(
        graph,
        // One customer may have only a few orders that are not paid.
        { customer: `${owner}-${made}` },
        cart([{ skuId: prop.skuId, quantity: 1 }]),
      )
      if (!order) throw new Error(`an order could not be placed: ${answer}`)
      orders.push(order)
    }
    return await work(orders, owner)
  } finally {
    for (const order of orders) await graph.word('operator', CANCEL, { id: order.id, key: randomUUID() })
    await prop.restore()
  }
}

export const repeatedPayment: Race = {
  name: 'one payment event, 40 times',
  run: (graph) =>
    withOrders(graph, 1, async ([order]) => {
      if (!order) throw new Error('no order')
      const event = paymentOf(order)
      const answers = await rush(40, () => graph.pay(event))
      const now = await read(graph, order.id)
      const first = answers.filter((answer) => answer.result === 'ACCEPTED')
      return {
        attempts: 40,
        answers: tally(answers.map((answer) => `${answer.status} ${answer.result}`)),
        violations: expectThat(
          [first.length === 1, `the event was taken ${first.length} times`],
          [now.payments.length === 1, `${now.payments.length} payments of one event`],
          [now.status === 'PAID', `the order is ${now.status}`],
        ),
      }
    }),
}

export const falsePayments: Race = {
  name: 'payments that are forged, too small or in another currency',
  run: (graph) =>
    withOrders(graph, 1, async ([order]) => {
      if (!order) throw new Error('no order')
      const answers = [
        ...(await rush(10, () => graph.pay(paymentOf(order), { secret: 'a-secret-of-somebody-else' }))),
        ...(await rush(10, () => graph.pay(paymentOf(order, { amount: '0.01' })))),
        ...(await rush(10, () => graph.pay(paymentOf(order, { currency: 'JPY', amount: '1' })))),
      ]
      const now = await read(graph, order.id)
      const statuses = tally(answers.map((answer) => String(answer.status)))
      return {
        attempts: 30,
        answers: statuses,
        violations: expectThat(
          [statuses['401'] === 10, `${statuses['401'] ?? 0} of 10 forged payments refused`],
          [statuses['409'] === 20, `${statuses['409'] ?? 0} of 20 wrong amounts refused`],
          [now.status === 'PENDING_PAYMENT', `the order is ${now.status}`],
        ),
      }
    }),
}

export const paidAndCancelled: Race = {
  name: 'paid and cancelled at the same moment',
  run: (graph) =>
    withOrders(graph, 20, async (orders) => {
      const answers = await rush(40, async (index) => {
        const order = orders[Math.floor(index / 2)]
        if (!order) throw new Error('no order')
        if (index % 2)
          return `cancel ${await graph.word('operator', CANCEL, { id: order.id, key: randomUUID() })}`
        const { status, result } = await graph.pay(paymentOf(order))
        return `pay ${status} ${result}`
      })
      const states = await Promise.all(orders.map((order) => read(graph, order.id)))
      const unsettled = states.filter(
        ({ status, payments }) =>
          status === 'CANCELLED' && payments.some((one) => one.status === 'PAID' && !one.refundRequestedAt),
      )
      const lost = states.filter(({ payments }) => payments.length !== 1)
      return {
        attempts: 40,
        answers: tally(answers),
        violations: expectThat(
          [
            states.every(({ status }) => status === 'PAID' || status === 'CANCELLED'),
            'an order is neither paid nor cancelled',
          ],
          [unsettled.length === 0, `${unsettled.length} cancelled orders keep the money`],
          [lost.length === 0, `${lost.length} payments were lost`],
        ),
      }
    }),
}

export const deliveredThenShipped: Race = {
  name: 'delivered, then everything else that is late',
  run: (graph) =>
    withOrders(graph, 3, async (orders) => {
      const answers: string[] = []
      const violations: string[] = []
      for (const order of orders) {
        const number = `ATK${randomUUID().replaceAll('-', '').slice(0, 20)}`
        await graph.pay(paymentOf(order))
        answers.push(`ship ${await graph.word('operator', SHIP, { id: order.id, number })}`)
        const at = new Date().toISOString()
        answers.push(`track ${await graph.word('operator', TRACK, { number, status: 'DELIVERED', at })}`)
        const late = ['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'EXCEPTION', 'PENDING']
        answers.push(
          ...(await rush(20, async (index) => {
            const status = late[index % late.length]
            return `track ${await graph.word('operator', TRACK, { number, status, at })}`
          })),
          `ship ${await graph.word('operator', SHIP, { id: order.id, number: `${number}B` })}`,
          `cancel ${await graph.word('operator', CANCEL, { id: order.id, key: randomUUID() })}`,
        )
        const { status, events } = await read(graph, order.id)
        const back = events.nodes.filter(({ from, to }) => from === 'DELIVERED' && to !== 'DELIVERED')
        violations.push(
          ...expectThat(
            [status === 'DELIVERED', `the order is ${status}`],
            [back.length === 0, 'it left DELIVERED'],
          ),
        )
      }
      return { attempts: answers.length, answers: tally(answers), violations }
    }),
}

export const othersOrders: Race = {
  name: "customers at other customers' orders",
  run: (graph) =>
    withOrders(graph, 3, async (orders) => {
      const thief = { customer: `attack-thief-${randomUUID()}` }
      const answers = await rush(30, async (index) => {
        const order = orders[index % orders.length]
        if (!order) throw new Error('no order')
        if (index % 2) return `cancel ${await graph.word(thief, CANCEL, { id: order.id, key: randomUUID() })}`
        const { order: seen } = await graph.ask<{ order: unknown }>(thief, ORDER, { id: order.id })
        return seen === null ? 'read nothing' : 'read it'
      })
      const states = await Promise.all(orders.map((order) => read(graph, order.id)))
      return {
        attempts: 30,
        answers: tally(answers),
        violations: expectThat(
          [!answers.includes('read it'), 'an order was read'],
          [!answers.includes('cancel ok'), 'an order was cancelled'],
          [states.every(({ status }) => status === 'PENDING_PAYMENT'), 'an order was changed'],
        ),
      }
    }),
}
