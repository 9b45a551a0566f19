import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { MoneyRef } from '../refs.ts'

const PurchaseStatusEnum = builder.enumType('PurchaseStatus', {
  description: 'States of a purchase on a marketplace.',
  values: {
    PENDING: { description: 'To be placed.' },
    PLACED: { description: 'The marketplace has the order, it is not paid yet.' },
    PAID: { description: 'Paid to the marketplace.' },
    SHIPPED: { description: 'On its way to our warehouse.' },
    RECEIVED: { description: 'In our warehouse.' },
    CANCELLED: { description: 'Cancelled, by us or by the seller.' },
    FAILED: { description: 'The marketplace refused it; `reason` says why.' },
    AWAITING_MANUAL_PURCHASE: {
      description: 'Cannot be placed by the API: an operator buys it by hand; `reason` says why.',
    },
  } as const,
})

builder.prismaNode('PurchaseOrder', {
  description: 'What was bought on one marketplace to serve an order.',
  authScopes: (_purchase, { viewer }) => viewer.scopes.has('orders:read') || viewer.scopes.has('orders:own'),
  // Loading by node asks for the owner in the same statement; through an order, the order was checked.
  findUnique: (id, { viewer }) =>
    viewer.scopes.has('orders:read') ? { id } : { id, order: { customerId: viewer.subject ?? '' } },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    platform: t.expose('platform', { type: PlatformEnum, description: 'The marketplace.' }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: "The marketplace's id of the order; null until it was placed.",
    }),
    status: t.expose('status', { type: PurchaseStatusEnum, description: 'How far it is.' }),
    seller: t.exposeString('seller', {
      nullable: true,
      description: 'Who sells it; null when that is not known. Not for customers.',
      authScopes: { scope: 'orders:read' },
    }),
    total: t.field({
      type: MoneyRef,
      nullable: true,
      description:
        'What the marketplace asks for it, freight included; null until it said so. Not for customers.',
      authScopes: { scope: 'orders:read' },
      resolve: ({ totalMinor, currency }) => (totalMinor === null ? null : { minor: totalMinor, currency }),
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it waits or failed, in words for the operator. Not for customers.',
      authScopes: { scope: 'orders:read' },
    }),
  }),
})
