import { actorOf, type Viewer } from '../../src/domain/viewer.ts'
import { changedRow } from '../changed-row.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'
import type { Acting } from '../order-context.ts'

/** Operators act on all orders, customers on their own. */
function actingOf(viewer: Viewer): Acting {
  const customerId = viewer.scopes.has('orders:write') ? null : (viewer.subject ?? '')
  return { actor: actorOf(viewer), customerId }
}

const CHANGED_ORDER = 'The order as it is now; null when the change was refused.'

mutation('cancelOrder', {
  description:
    'Cancels an order where its state allows, and releases what it reserved; payments wait for a refund. Customers can cancel their own until something was bought for them.',
  scope: ['orders:write', 'orders:own'],
  inputDescription: 'Which order is cancelled, and why.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the order.' }),
    reason: t.string({
      required: true,
      description: "Why, for the history of the order. Customers don't read the reason of an operator.",
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { orders, viewer }) => orders.cancel(localIds(input, { id: 'Order' }), actingOf(viewer)),
  payloadDescription: 'What became of the order.',
  payload: (t) => ({ order: t.prismaField(changedRow('Order', CHANGED_ORDER)) }),
})

mutation('confirmDelivery', {
  description: 'The customer has everything: the order is completed.',
  scope: ['orders:write', 'orders:own'],
  inputDescription: 'Which order has arrived.',
  input: (t) => ({ id: t.id({ required: true, description: 'Global id of the order.' }) }),
  run: (input, { orders, viewer }) =>
    orders.confirmDelivery(localIds(input, { id: 'Order' }), actingOf(viewer)),
  payloadDescription: 'What became of the order.',
  payload: (t) => ({ order: t.prismaField(changedRow('Order', CHANGED_ORDER)) }),
})

mutation('refundOrder', {
  description:
    'Records that all payments of an order were refunded. Later events of the payment provider only confirm it.',
  scope: 'orders:write',
  inputDescription: 'Which order was paid back, and why.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the order.' }),
    reason: t.string({
      required: true,
      description: "Why, for the history of the order. Customers don't read it.",
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { orders, viewer }) => orders.refund(localIds(input, { id: 'Order' }), actorOf(viewer)),
  payloadDescription: 'What became of the order.',
  payload: (t) => ({ order: t.prismaField(changedRow('Order', CHANGED_ORDER)) }),
})
