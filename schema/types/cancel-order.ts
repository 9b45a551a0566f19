import { actorOf, type Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import type { Acting } from '../order-context.ts'
import { OrderPayload, orderPayload } from '../order-payload.ts'

/** Operators act on all orders, customers on their own. */
function actingOf(viewer: Viewer): Acting {
  const customerId = viewer.scopes.has('orders:write') ? null : (viewer.subject ?? '')
  return { actor: actorOf(viewer), customerId }
}

const mayAct = (viewer: Viewer) => viewer.scopes.has('orders:write') || viewer.scopes.has('orders:own')

builder.mutationFields((t) => ({
  cancelOrder: t.field({
    type: OrderPayload,
    description:
      'Cancels an order where its state allows, and releases what it reserved; what was paid waits to be given back. Customers cancel their own until something was bought for them.',
    authScopes: (_root, _args, { viewer }) => mayAct(viewer),
    args: {
      id: t.arg.id({ required: true, description: 'Global id of the order.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the history of the order.' }),
    },
    resolve: (_root, { id, reason }, { orders, viewer }) =>
      orderPayload(async () =>
        orders.cancel({ id: inputIdOf('Order', ['id'], id), reason }, actingOf(viewer)),
      ),
  }),
  confirmDelivery: t.field({
    type: OrderPayload,
    description: 'The customer has everything: the order is completed.',
    authScopes: (_root, _args, { viewer }) => mayAct(viewer),
    args: { id: t.arg.id({ required: true, description: 'Global id of the order.' }) },
    resolve: (_root, { id }, { orders, viewer }) =>
      orderPayload(async () =>
        orders.confirmDelivery({ id: inputIdOf('Order', ['id'], id) }, actingOf(viewer)),
      ),
  }),
  refundOrder: t.field({
    type: OrderPayload,
    description:
      'Tells that all payments of an order were given back. What the payment provider says later only confirms it.',
    authScopes: { scope: 'orders:write' },
    args: {
      id: t.arg.id({ required: true, description: 'Global id of the order.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the history of the order.' }),
    },
    resolve: (_root, { id, reason }, { orders, viewer }) =>
      orderPayload(async () =>
        orders.refund({ id: inputIdOf('Order', ['id'], id), reason }, actorOf(viewer)),
      ),
  }),
}))
