import type { WarehouseStockValue } from '../analytics-context.ts'
import { builder } from '../builder.ts'
import { AnalyticsRef, MoneyRef } from '../refs.ts'

const WarehouseStockValueRef = builder.objectRef<WarehouseStockValue>('WarehouseStockValue').implement({
  description: 'What lies in one warehouse, and what it would sell for.',
  fields: (t) => ({
    warehouse: t.prismaField({
      type: 'Warehouse',
      description: 'Where.',
      resolve: (query, { warehouseId }, _args, { prisma }) =>
        prisma.warehouse.findUniqueOrThrow({ ...query, where: { id: warehouseId } }),
    }),
    skus: t.exposeInt('skus', { description: 'SKUs of which at least one piece lies there.' }),
    onHand: t.exposeInt('onHand', { description: 'Pieces that lie there.' }),
    reserved: t.exposeInt('reserved', { description: 'Pieces promised to orders.' }),
    available: t.exposeInt('available', { description: 'Pieces that can be promised.' }),
    value: t.field({
      type: MoneyRef,
      description: 'All pieces at their present selling prices. One row per currency of those prices.',
      resolve: ({ valueMinor, currency }) => ({ minor: valueMinor, currency }),
    }),
  }),
})

builder.objectField(AnalyticsRef, 'stockValueByWarehouse', (t) =>
  t.field({
    type: [WarehouseStockValueRef],
    description: 'Stock and its value in every warehouse that has any, by code.',
    resolve: (_root, _args, { analytics }) => analytics.stockValue(),
  }),
)
