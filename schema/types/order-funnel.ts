import type { FunnelStep } from '../analytics-context.ts'
import { builder } from '../builder.ts'
import { OrderSourceEnum, OrderStatusEnum } from '../enums.ts'
import { FROM_DESCRIPTION, periodOf, TO_DESCRIPTION } from '../period.ts'
import { AnalyticsRef } from '../refs.ts'

const OrderFunnelStepRef = builder.objectRef<FunnelStep>('OrderFunnelStep').implement({
  description: 'How many orders of a period have come to one state.',
  fields: (t) => ({
    status: t.expose('status', { type: OrderStatusEnum, description: 'The state.' }),
    reached: t.exposeInt('reached', {
      description:
        'Orders that are or were in it. Steps may be skipped: goods from our own stock are not bought.',
    }),
    standing: t.exposeInt('standing', { description: 'Orders that are in it now.' }),
    hoursToReach: t.exposeFloat('hoursToReach', {
      nullable: true,
      description: 'Hours from placing to reaching it, median; null when that is known of none.',
    }),
  }),
})

builder.objectField(AnalyticsRef, 'orderFunnel', (t) =>
  t.field({
    type: [OrderFunnelStepRef],
    nullable: true,
    description: "Orders placed in the period, by state: one row for each, in the order of an order's life.",
    authScopes: { scope: 'orders:read' },
    args: {
      from: t.arg({ type: 'DateTime', description: FROM_DESCRIPTION }),
      to: t.arg({ type: 'DateTime', description: TO_DESCRIPTION }),
      sources: t.arg({ type: [OrderSourceEnum], description: 'Only from these. All when absent.' }),
    },
    resolve: (_root, args, { analytics }) => analytics.orderFunnel(periodOf(args), args.sources ?? null),
  }),
)
