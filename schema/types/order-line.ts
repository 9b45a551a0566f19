import { builder } from '../builder.ts'
import { MoneyRef } from '../refs.ts'

builder.prismaNode('OrderLine', {
  description: 'One position of an order.',
  authScopes: (_line, { viewer }) => viewer.scopes.has('orders:read') || viewer.scopes.has('orders:own'),
  // Loading by node asks for the owner in the same statement; through an order, the order was checked.
  findUnique: (id, { viewer }) =>
    viewer.scopes.has('orders:read') ? { id } : { id, order: { customerId: viewer.subject ?? '' } },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { nullable: true, description: 'Our SKU; null while it is not matched.' }),
    title: t.exposeString('title', { description: 'Title at the time of the order.' }),
    quantity: t.exposeInt('quantity', { description: 'Units.' }),
    unitPrice: t.field({
      type: MoneyRef,
      description: 'Price per unit at the time of the order.',
      resolve: ({ unitPriceMinor, currency }) => ({ minor: unitPriceMinor, currency }),
    }),
  }),
})
