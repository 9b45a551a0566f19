import { formatAmount } from '../../src/domain/money.ts'
import type { Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import type { GraphContext } from '../context.ts'
import { OrderSourceEnum, OrderStatusEnum } from '../enums.ts'
import { badInput } from '../errors.ts'
import { localIdOf } from '../global-id.ts'
import { MoneyRef } from '../refs.ts'
import { startAt } from '../start-at.ts'

const BY_CREATION: { orderBy: { createdAt?: 'asc'; id?: 'asc' }[] } = {
  orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
}

/** May ask for orders at all; a customer then gets the own ones only. */
function mayAsk(viewer: Viewer): boolean {
  return viewer.scopes.has('orders:read') || viewer.scopes.has('orders:own')
}

/** Narrows a query to what the viewer may see. Orders of marketplaces have no customer: no subject may not match them. */
function visibleTo(viewer: Viewer): { customerId?: string } {
  return viewer.scopes.has('orders:read') ? {} : { customerId: viewer.subject ?? '' }
}

builder.prismaNode('Order', {
  description: 'An order, of our storefront or of a linked shop. Customers see their own.',
  // What the check below needs is loaded with every order; the encrypted address never is.
  select: { id: true, customerId: true },
  authScopes: ({ customerId }, { viewer }) =>
    viewer.scopes.has('orders:read') ||
    (viewer.scopes.has('orders:own') && customerId !== null && customerId === viewer.subject),
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    number: t.exposeString('number', { description: 'The number that people use, unique.' }),
    source: t.expose('source', { type: OrderSourceEnum, description: 'Where it was placed.' }),
    status: t.expose('status', { type: OrderStatusEnum, description: 'How far it is.' }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: "The marketplace's id of the order; null for those of the storefront.",
    }),
    lines: t.relation('lines', {
      description: 'What was ordered, in the order of the cart.',
      query: { orderBy: { position: 'asc' } },
    }),
    total: t.field({
      type: MoneyRef,
      description: 'What the buyer pays for all lines, fees and freight included.',
      select: { totalMinor: true, currency: true },
      resolve: ({ totalMinor, currency }) => ({ minor: totalMinor, currency }),
    }),
    shownTotal: t.field({
      type: MoneyRef,
      nullable: true,
      description:
        'The total in the currency that the customer was shown, at the rate of then; null when that was CNY.',
      select: { shownTotalMinor: true, shownCurrency: true },
      resolve: ({ shownTotalMinor, shownCurrency }) =>
        shownTotalMinor === null || shownCurrency === null
          ? null
          : { minor: shownTotalMinor, currency: shownCurrency },
    }),
    exchangeRate: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'Units of the shown currency for one CNY when it was placed; null when it was shown in CNY.',
      select: { exchangeRate: true },
      resolve: ({ exchangeRate }) => exchangeRate?.toFixed() ?? null,
    }),
    paymentUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Page of the payment provider where the customer pays; null when no payment is due.',
      select: { number: true, status: true, source: true, totalMinor: true, currency: true },
      resolve: ({ number, status, source, totalMinor, currency }, _args, { orders }) =>
        status === 'PENDING_PAYMENT' && source === 'STOREFRONT'
          ? orders.paymentPage({ number, amount: formatAmount({ minor: totalMinor, currency }), currency })
          : null,
    }),
    payments: t.relation('payments', {
      description: 'Payments and attempts to pay, the oldest first.',
      query: BY_CREATION,
    }),
    purchases: t.relation('purchases', {
      description: 'What was bought on the marketplaces to serve it, the oldest first.',
      query: BY_CREATION,
    }),
    shipments: t.relation('shipments', {
      description: 'Its parcels, the oldest first.',
      query: BY_CREATION,
    }),
    events: t.relatedConnection(
      'events',
      {
        cursor: 'id',
        description: 'Its history, the oldest first.',
        totalCount: true,
        query: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      },
      { name: 'OrderEventConnection', description: 'A page of the history of an order.' },
      { name: 'OrderEventEdge', description: 'An event and its place in the history.' },
    ),
    placedAt: t.expose('placedAt', { type: 'DateTime', description: 'When the buyer placed it.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its data last changed.' }),
  }),
})

const OrderFilter = builder.inputType('OrderFilter', {
  description: 'What the orders must be like. All given conditions have to hold.',
  fields: (t) => ({
    statuses: t.field({ type: [OrderStatusEnum], description: 'In one of these states now.' }),
    sources: t.field({ type: [OrderSourceEnum], description: 'Placed in one of these.' }),
    placedAfter: t.field({ type: 'DateTime', description: 'Placed at this instant or later.' }),
    placedBefore: t.field({ type: 'DateTime', description: 'Placed before this instant.' }),
  }),
})

type Where = NonNullable<NonNullable<Parameters<GraphContext['prisma']['order']['findMany']>[0]>['where']>

function whereOf(viewer: Viewer, filter: typeof OrderFilter.$inferInput | null | undefined): Where {
  return {
    ...visibleTo(viewer),
    ...(filter?.statuses && { status: { in: filter.statuses } }),
    ...(filter?.sources && { source: { in: filter.sources } }),
    placedAt: {
      ...(filter?.placedAfter && { gte: filter.placedAfter }),
      ...(filter?.placedBefore && { lt: filter.placedBefore }),
    },
  }
}

builder.queryFields((t) => ({
  orders: t.prismaConnection(
    {
      type: 'Order',
      nullable: true,
      cursor: 'id',
      description: 'Orders, the newest first. Customers get their own.',
      authScopes: (_root, _args, { viewer }) => mayAsk(viewer),
      args: { filter: t.arg({ type: OrderFilter, description: 'Narrows the list.' }) },
      totalCount: (_root, { filter }, { prisma, viewer }) =>
        prisma.order.count({ where: whereOf(viewer, filter) }),
      resolve: async (query, _root, args, { prisma, viewer }) => {
        const where = whereOf(viewer, args.filter)
        const page = await startAt(query, where, (narrowed) => prisma.order.count({ where: narrowed }))
        return prisma.order.findMany({ ...page, where, orderBy: [{ placedAt: 'desc' }, { id: 'desc' }] })
      },
    },
    { name: 'OrderConnection', description: 'A page of orders.' },
    { name: 'OrderEdge', description: 'An order and its place in the list.' },
  ),
  order: t.prismaField({
    type: 'Order',
    nullable: true,
    description: 'One order by id or by number; null when there is none or it belongs to somebody else.',
    authScopes: (_root, _args, { viewer }) => mayAsk(viewer),
    args: {
      id: t.arg.id({ description: 'Global id; exactly one of id and number.' }),
      number: t.arg.string({ description: 'The number that people use; exactly one of id and number.' }),
    },
    resolve: (query, _root, { id, number }, { prisma, viewer }) => {
      if ((id == null) === (number == null)) throw badInput('id', 'give exactly one of id and number')
      const key = id != null ? { id: localIdOf('Order', 'id', id) } : { number: number ?? '' }
      return prisma.order.findUnique({ ...query, where: { ...key, ...visibleTo(viewer) } })
    },
  }),
}))
