import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { MoneyRef } from '../refs.ts'
import { startAt } from '../start-at.ts'

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
      description: "The marketplace's id of the order; null until it was placed. Not for customers.",
      authScopes: { scope: 'orders:read' },
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
    order: t.relation('order', {
      nullable: true,
      description: 'The order that it serves; null when it is for our own stock.',
    }),
    lines: t.relation('lines', {
      nullable: true,
      description: 'What is bought. Not for customers.',
      authScopes: { scope: 'orders:read' },
      query: { orderBy: { id: 'asc' } },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
  }),
})

builder.prismaObject('PurchaseOrderLine', {
  description: 'One thing that is bought on a marketplace.',
  fields: (t) => ({
    sku: t.relation('sku', { description: 'Our SKU.' }),
    externalId: t.exposeString('externalId', { description: "The platform's id of the item." }),
    externalSkuId: t.string({
      nullable: true,
      description: "The platform's id of the SKU; null where the item has none.",
      resolve: ({ externalSkuId }) => externalSkuId || null,
    }),
    quantity: t.exposeInt('quantity', { description: 'Units to buy.' }),
    received: t.exposeInt('received', {
      description: 'Units that arrived, of purchases for our own stock.',
    }),
    unitPrice: t.field({
      type: MoneyRef,
      description: 'Expected price per unit; a higher one needs an operator.',
      select: { unitPriceMinor: true, purchaseOrder: { select: { currency: true } } },
      resolve: ({ unitPriceMinor, purchaseOrder }) => ({
        minor: unitPriceMinor,
        currency: purchaseOrder.currency,
      }),
    }),
  }),
})

interface PurchaseArgs {
  readonly statuses?: readonly (typeof PurchaseStatusEnum.$inferType)[] | null | undefined
}

function whereOf({ statuses }: PurchaseArgs) {
  return statuses ? { status: { in: [...statuses] } } : {}
}

builder.queryField('purchaseOrders', (t) =>
  t.prismaConnection(
    {
      type: 'PurchaseOrder',
      nullable: true,
      cursor: 'id',
      description: 'Purchases on marketplaces, for orders and for our own stock, the newest first.',
      authScopes: { scope: 'orders:read' },
      args: {
        statuses: t.arg({
          type: [PurchaseStatusEnum],
          description: 'Only in one of these states, such as AWAITING_MANUAL_PURCHASE.',
        }),
      },
      totalCount: (_root, args, { prisma }) => prisma.purchaseOrder.count({ where: whereOf(args) }),
      resolve: async (query, _root, args, { prisma }) => {
        const where = whereOf(args)
        const page = await startAt(query, where, (narrowed) =>
          prisma.purchaseOrder.count({ where: narrowed }),
        )
        return prisma.purchaseOrder.findMany({
          ...page,
          where,
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'PurchaseOrderConnection', description: 'A page of purchases.' },
    { name: 'PurchaseOrderEdge', description: 'A purchase and its place in the list.' },
  ),
)
