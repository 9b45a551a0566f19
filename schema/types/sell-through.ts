import type { SkuSellThrough } from '../analytics-context.ts'
import { builder } from '../builder.ts'
import { FROM_DESCRIPTION, periodOf, TO_DESCRIPTION } from '../period.ts'
import { AnalyticsRef, MoneyRef } from '../refs.ts'
import { reportPage, totalOf } from '../report-page.ts'

const SkuSellThroughRef = builder.objectRef<SkuSellThrough>('SkuSellThrough').implement({
  description: 'How a SKU sold in a period, by the ledger.',
  fields: (t) => ({
    sku: t.prismaField({
      type: 'Sku',
      description: 'What was sold.',
      resolve: (query, { skuId }, _args, { prisma }) =>
        prisma.sku.findUniqueOrThrow({ ...query, where: { id: skuId } }),
    }),
    sold: t.expose('sold', { type: 'BigInt', description: 'Units sold in the period.' }),
    received: t.expose('received', { type: 'BigInt', description: 'Units received in the period.' }),
    onHand: t.expose('onHand', { type: 'BigInt', description: 'Units on hand now, in all warehouses.' }),
    rate: t.exposeFloat('rate', {
      description: 'Sell-through, 0 to 1: units sold, divided by units sold and units on hand.',
    }),
    daysLeft: t.exposeFloat('daysLeft', {
      nullable: true,
      description:
        'Days until nothing is on hand, at the pace of the period; null when nothing was sold in it.',
    }),
    revenue: t.field({
      type: MoneyRef,
      description: 'Units sold at their present selling price.',
      resolve: ({ revenueMinor, currency }) => ({ minor: revenueMinor, currency }),
    }),
  }),
})

builder.objectField(AnalyticsRef, 'sellThrough', (t) =>
  t.connection(
    {
      type: SkuSellThroughRef,
      nullable: true,
      description:
        'SKUs that were sold in the period or are in stock, the best seller first. Pages forward only.',
      args: {
        from: t.arg({ type: 'DateTime', description: FROM_DESCRIPTION }),
        to: t.arg({ type: 'DateTime', description: TO_DESCRIPTION }),
      },
      resolve: (_root, args, { analytics }) => {
        const period = periodOf(args)
        return reportPage(args, (slice) => analytics.sellThrough(period, slice))
      },
    },
    {
      name: 'SkuSellThroughConnection',
      description: 'A page of SKUs.',
      fields: (c) => ({ totalCount: c.int({ resolve: totalOf }) }),
    },
    { name: 'SkuSellThroughEdge', description: 'A SKU and its place in the list.' },
  ),
)
