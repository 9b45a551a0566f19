import { expect, test } from 'vitest'
import { jdOrder, parentOf, parts } from './order-map.ts'

const one = (change: object = {}) => ({
  jdOrderId: 100,
  orderState: 1,
  submitState: 1,
  state: 0,
  jdOrderState: 6,
  orderPrice: '30.00',
  freight: '6.00',
  ...change,
})
const statusOf = (change: object) => parts(jdOrder.parse({ ...one(change), pOrder: 0 }))[0]?.status

test.each([
  [{ submitState: 0 }, 'HELD'],
  [{ orderState: 0 }, 'CLOSED'],
  [{}, 'PAID'],
  [{ jdOrderState: 16 }, 'SHIPPED'],
  [{ state: 1 }, 'RECEIVED'],
  [{ jdOrderState: 19, state: 1 }, 'COMPLETED'],
])('an order with %o is %s', (change, status) => {
  expect(statusOf(change)).toBe(status)
})

test('a split order is its children, each with its own state; it is confirmed and paid as the parent', () => {
  const order = jdOrder.parse({
    pOrder: one(),
    cOrder: [one({ jdOrderId: 101, jdOrderState: 16 }), one({ jdOrderId: 102, orderState: 0 })],
  })
  expect(parts(order).map(({ externalId, status }) => [externalId, status])).toEqual([
    ['101', 'SHIPPED'],
    ['102', 'CLOSED'],
  ])
  expect(parentOf(order)).toMatchObject({ externalId: '100', status: 'PAID', total: { minor: 3000n } })
})

test('a held parent holds its children too', () => {
  const order = jdOrder.parse({ pOrder: one({ submitState: 0 }), cOrder: [one({ jdOrderId: 101 })] })
  expect(parts(order)[0]?.status).toBe('HELD')
})
