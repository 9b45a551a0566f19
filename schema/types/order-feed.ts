import { z } from 'zod'
import { builder } from '../builder.ts'
import type { FeedGap } from '../context.ts'
import { OrderStatusEnum } from '../enums.ts'
import { localIdsOf } from '../global-id.ts'
import type { OrderChangeItem } from '../order-context.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

type OrderFeedItem = OrderChangeItem | FeedGap

const OrderChange = builder.objectRef<OrderChangeItem>('OrderChange').implement({
  interfaces: [FeedEventRef],
  description: 'An order moved on, or something was added to its history.',
  fields: (t) => ({
    order: t.prismaField({
      type: 'Order',
      description: 'The order as it is when this is delivered.',
      resolve: (query, { orderId }, _args, { prisma }) =>
        prisma.order.findUniqueOrThrow({ ...query, where: { id: orderId } }),
    }),
    from: t.expose('from', {
      type: OrderStatusEnum,
      nullable: true,
      description: 'State before; null for a new order, the same as `to` when the order did not move.',
    }),
    to: t.expose('to', { type: OrderStatusEnum, description: 'State after.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it moved.' }),
  }),
})

const OrderFeedEvent = builder.unionType('OrderFeedEvent', {
  description: 'What the feed of orders carries.',
  types: [OrderChange, FeedGapRef],
  resolveType: (item) => ((item as OrderFeedItem).kind === 'order' ? OrderChange : FeedGapRef),
})

const watched = z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`)

builder.subscriptionField('orderChanges', (t) =>
  t.field({
    type: OrderFeedEvent,
    description: 'Every move of the orders that the viewer may see, in order per order.',
    authScopes: (_root, _args, { viewer }) =>
      viewer.scopes.has('orders:read') || viewer.scopes.has('orders:own'),
    args: {
      orderIds: t.arg.idList({
        description: 'Global ids; only these orders. All visible ones when absent.',
        validate: watched,
      }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
    },
    subscribe: (_root, { orderIds, after }, { feeds, viewer }) =>
      feeds.orders(viewer, { orderIds: localIdsOf('Order', 'orderIds', orderIds), after: after ?? null }),
    resolve: (item) => item as OrderFeedItem,
  }),
)
