import type { SupplierAlerts } from '../analytics-context.ts'
import { builder } from '../builder.ts'
import { fromDescription, periodOf, TO_DESCRIPTION } from '../period.ts'
import { AnalyticsRef } from '../refs.ts'
import { reportPage, totalOf } from '../report-page.ts'

/** Alerts are rare: a month of them says little about a supplier. */
const USUAL_DAYS = 90

const SupplierAlertsRef = builder.objectRef<SupplierAlerts>('SupplierAlerts').implement({
  description: 'Alerts sent to one supplier in a period, and their outcome.',
  fields: (t) => ({
    supplier: t.prismaField({
      type: 'Supplier',
      nullable: true,
      description: 'Null: SKUs that have no supplier.',
      resolve: (query, { supplierId }, _args, { prisma }) =>
        supplierId === null ? null : prisma.supplier.findUnique({ ...query, where: { id: supplierId } }),
    }),
    lowStock: t.exposeInt('lowStock', { description: 'LOW_STOCK alerts that opened.' }),
    outOfStock: t.exposeInt('outOfStock', { description: 'OUT_OF_STOCK alerts that opened.' }),
    oversold: t.exposeInt('oversold', { description: 'OVERSOLD alerts that opened.' }),
    unresolved: t.exposeInt('unresolved', { description: 'Of all these, those that are not over.' }),
    hoursToResolve: t.exposeFloat('hoursToResolve', {
      nullable: true,
      description: 'Hours from opening to resolution, median over those that are over; null when none is.',
    }),
    proposals: t.exposeInt('proposals', { description: 'Replenishments that were proposed for them.' }),
    approved: t.exposeInt('approved', { description: 'Of these, those that were ordered.' }),
  }),
})

builder.objectField(AnalyticsRef, 'alertsBySupplier', (t) =>
  t.connection(
    {
      type: SupplierAlertsRef,
      nullable: true,
      description:
        'Alerts that opened in the period, by supplier; the most first. BACK_IN_STOCK is left out. Pages forward only.',
      args: {
        from: t.arg({ type: 'DateTime', description: fromDescription(USUAL_DAYS) }),
        to: t.arg({ type: 'DateTime', description: TO_DESCRIPTION }),
      },
      resolve: (_root, args, { analytics }) => {
        const period = periodOf(args, USUAL_DAYS)
        return reportPage(args, (slice) => analytics.alertsBySupplier(period, slice))
      },
    },
    {
      name: 'SupplierAlertsConnection',
      description: 'A page of suppliers with their alerts.',
      fields: (c) => ({ totalCount: c.int({ resolve: totalOf }) }),
    },
    { name: 'SupplierAlertsEdge', description: 'A supplier and its place in the list.' },
  ),
)
