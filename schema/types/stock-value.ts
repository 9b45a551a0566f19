import type { WarehouseStockValue } from '../analytics-context.ts'
import { builder } from '../builder.ts'
import { AnalyticsRef, MoneyRef } from '../refs.ts'

const WarehouseStockValueRef = builder.objectRef<WarehouseStockValue>('WarehouseStockValue').implement({
  description: 'Stock of one warehouse, and what it would sell for.',
  fields: (t) => ({
    warehouse: t.prismaField({
      type: 'Warehouse',
      description: 'Where.',
      resolve: (query, { warehouseId }, _args, { prisma }) =>
        prisma.warehouse.findUniqueOrThrow({ ...query, where: { id: warehouseId } }),
    }),
    skus: t.exposeInt('skus', { description: 'SKUs with at least one unit there.' }),
    onHand: t.expose('onHand', { type: 'BigInt', description: 'Units on hand.' }),
    reserved: t.expose('reserved', { type: 'BigInt', description: 'Units promised to orders.' }),
    available: t.expose('available', { type: 'BigInt', description: 'Units that can be promised.' }),
    value: t.field({
      type: MoneyRef,
      description: 'All units at their present selling prices. One row per currency of those prices.',
      resolve: ({ valueMinor, currency }) => ({ minor: valueMinor, currency }),
    }),
  }),
})

builder.objectField(AnalyticsRef, 'stockValueByWarehouse', (t) =>
  t.field({
    type: [WarehouseStockValueRef],
    nullable: true,
    description: 'Stock and its value in every warehouse that has any, by code.',
    resolve: (_root, _args, { analytics }) => analytics.stockValue(),
  }),
)
