import type { PriceSpread } from '../analytics-context.ts'
import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { AnalyticsRef, MoneyRef } from '../refs.ts'
import { reportPage, totalOf } from '../report-page.ts'

const PriceSpreadRef = builder.objectRef<PriceSpread>('PriceSpread').implement({
  description: 'One SKU on several platforms, at the prices of their last synchronisation.',
  fields: (t) => ({
    sku: t.prismaField({
      type: 'Sku',
      description: 'What is compared.',
      resolve: (query, { skuId }, _args, { prisma }) =>
        prisma.sku.findUniqueOrThrow({ ...query, where: { id: skuId } }),
    }),
    platforms: t.exposeInt('platforms', { description: 'On how many platforms it can be bought.' }),
    cheapest: t.expose('cheapest', { type: PlatformEnum, description: 'Where it costs least.' }),
    cheapestPrice: t.field({
      type: MoneyRef,
      description: 'The best price there.',
      resolve: ({ cheapestMinor, currency }) => ({ minor: cheapestMinor, currency }),
    }),
    dearest: t.expose('dearest', { type: PlatformEnum, description: 'Where it costs most.' }),
    dearestPrice: t.field({
      type: MoneyRef,
      description: 'The best price there.',
      resolve: ({ dearestMinor, currency }) => ({ minor: dearestMinor, currency }),
    }),
    spread: t.field({
      type: MoneyRef,
      description: 'The difference between both.',
      resolve: ({ cheapestMinor, dearestMinor, currency }) => ({
        minor: dearestMinor - cheapestMinor,
        currency,
      }),
    }),
    percent: t.exposeFloat('percent', {
      description: 'How much more it costs there, in percent of the cheapest; one decimal.',
    }),
  }),
})

builder.objectField(AnalyticsRef, 'purchasePriceSpread', (t) =>
  t.connection(
    {
      type: PriceSpreadRef,
      nullable: true,
      description:
        'SKUs that can be bought on at least two platforms, the widest spread first. Pages forward only.',
      resolve: (_root, args, { analytics }) => reportPage(args, (slice) => analytics.priceSpread(slice)),
    },
    {
      name: 'PriceSpreadConnection',
      description: 'A page of SKUs.',
      fields: (c) => ({ totalCount: c.int({ resolve: totalOf }) }),
    },
    { name: 'PriceSpreadEdge', description: 'A SKU and its place in the list.' },
  ),
)
