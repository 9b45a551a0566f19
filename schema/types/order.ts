import type { Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import type { GraphContext } from '../context.ts'
import { OrderStatusEnum } from '../enums.ts'
import { badInput, notImplemented } from '../errors.ts'
import { localIdOf } from '../global-id.ts'
import { payloadType } from '../payload-type.ts'
import { MoneyRef } from '../refs.ts'

const OrderSourceEnum = builder.enumType('OrderSource', {
  description: 'Where an order was placed.',
  values: {
    STOREFRONT: { description: 'By a customer of ours, in the storefront.' },
    TAOBAO: { description: 'In a linked Taobao or Tmall shop.' },
    JD: { description: 'In a linked JD shop.' },
    ALIBABA_1688: { description: 'In a linked 1688 shop.' },
  } as const,
})

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
    events: t.relation('events', {
      description: 'Its history, the oldest first.',
      query: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
    }),
    placedAt: t.expose('placedAt', { type: 'DateTime', description: 'When the buyer placed it.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its data last changed.' }),
  }),
})

const OrderFilter = builder.inputType('OrderFilter', {
  description: 'What the orders have to be like. All given conditions have to hold.',
  fields: (t) => ({
    status: t.field({ type: OrderStatusEnum, description: 'In this state now.' }),
    sources: t.field({ type: [OrderSourceEnum], description: 'Placed in one of these.' }),
    placedAfter: t.field({ type: 'DateTime', description: 'Placed at this instant or later.' }),
    placedBefore: t.field({ type: 'DateTime', description: 'Placed before this instant.' }),
  }),
})

type Where = NonNullable<NonNullable<Parameters<GraphContext['prisma']['order']['findMany']>[0]>['where']>

function whereOf(viewer: Viewer, filter: typeof OrderFilter.$inferInput | null | undefined): Where {
  return {
    ...visibleTo(viewer),
    ...(filter?.status && { status: filter.status }),
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
      cursor: 'id',
      description: 'Orders, the newest first. Customers get their own.',
      authScopes: (_root, _args, { viewer }) => mayAsk(viewer),
      args: { filter: t.arg({ type: OrderFilter, description: 'Narrows the list.' }) },
      totalCount: (_root, { filter }, { prisma, viewer }) =>
        prisma.order.count({ where: whereOf(viewer, filter) }),
      resolve: (query, _root, args, { prisma, viewer }) => {
        return prisma.order.findMany({
          ...query,
          where: whereOf(viewer, args.filter),
          orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
        })
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

const PlaceOrderLineInput = builder.inputType('PlaceOrderLineInput', {
  description: 'One thing to order.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    quantity: t.int({ required: true, description: 'Pieces, at least 1.' }),
  }),
})

const AddressInput = builder.inputType('AddressInput', {
  description: 'Where a parcel goes. Personal data: it is stored encrypted.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Who receives it.' }),
    line1: t.string({ required: true, description: 'Street and house number.' }),
    line2: t.string({ description: 'Flat, floor, company.' }),
    city: t.string({ required: true, description: 'Town or city.' }),
    region: t.string({ description: 'State, province or county, where the country has them.' }),
    postalCode: t.string({ required: true, description: 'Postal code, as the country writes it.' }),
    country: t.string({ required: true, description: 'ISO 3166 alpha-2 code.' }),
    phone: t.string({ required: true, description: 'With country code, such as +65 6123 4567.' }),
  }),
})

const PlaceOrderInput = builder.inputType('PlaceOrderInput', {
  description: 'A cart and where to send it.',
  fields: (t) => ({
    lines: t.field({ type: [PlaceOrderLineInput], required: true, description: 'What to order.' }),
    shippingAddress: t.field({ type: AddressInput, required: true, description: 'Where to send it.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'The same for every repetition of this request, which then gives the first answer again.',
    }),
  }),
})

interface OrderResult {
  readonly orderId: string | null
}

const OrderPayload = payloadType<OrderResult>(
  'OrderPayload',
  'What became of a change to an order.',
  (t) => ({
    order: t.prismaField({
      type: 'Order',
      nullable: true,
      description: 'The order as it is now; null when the change was refused.',
      resolve: (query, { orderId }, _args, { prisma }) =>
        orderId === null ? null : prisma.order.findUnique({ ...query, where: { id: orderId } }),
    }),
  }),
)

builder.mutationFields((t) => ({
  placeOrder: t.field({
    type: OrderPayload,
    description: 'Places an order and reserves its stock until it is paid.',
    authScopes: (_root, _args, { viewer }) =>
      viewer.scopes.has('orders:own') || viewer.scopes.has('orders:write'),
    args: { input: t.arg({ type: PlaceOrderInput, required: true, description: 'What to order.' }) },
    resolve: () => {
      throw notImplemented('placeOrder')
    },
  }),
  cancelOrder: t.field({
    type: OrderPayload,
    description: 'Cancels an order where its state allows, and releases what it reserved.',
    authScopes: { scope: 'orders:write' },
    args: {
      id: t.arg.id({ required: true, description: 'Global id of the order.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the history of the order.' }),
    },
    resolve: () => {
      throw notImplemented('cancelOrder')
    },
  }),
  completeManualPurchase: t.field({
    type: OrderPayload,
    description: 'Tells that a purchase in AWAITING_MANUAL_PURCHASE was made by hand.',
    authScopes: { scope: 'orders:write' },
    args: {
      purchaseOrderId: t.arg.id({ required: true, description: 'Global id of the purchase.' }),
      externalId: t.arg.string({
        required: true,
        description: "The marketplace's id of the order that was placed.",
      }),
    },
    resolve: () => {
      throw notImplemented('completeManualPurchase')
    },
  }),
}))
