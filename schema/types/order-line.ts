import type { OrderLineStatus } from '../../src/domain/order-line.ts'
import { builder } from '../builder.ts'
import type { Meaning } from '../enums.ts'
import { MoneyRef } from '../refs.ts'

const OrderLineStatusEnum = builder.enumType('OrderLineStatus', {
  description:
    'How far a line is. Lines of one order may be in different states. More may join: take values that you do not know.',
  values: {
    PENDING: {
      description: 'Nothing has happened to it: it waits for the payment, the purchase or the warehouse.',
    },
    AWAITING_CUSTOMER: { description: 'The customer has to answer a question about it first.' },
    PURCHASING: {
      description: 'It is being bought on the marketplace, or an operator has to decide about that.',
    },
    PURCHASED: { description: 'It is bought and paid; the seller has to send it.' },
    SELLER_SENT: { description: 'The seller has sent it to our hub.' },
    ARRIVED: { description: 'It has arrived at our hub.' },
    STORED: { description: 'It was inspected and has its place in our hub.' },
    IN_PARCEL: { description: 'It is part of a parcel to the customer that has not left.' },
    SHIPPED: { description: 'It has left for the customer.' },
    DELIVERED: { description: 'The customer has it.' },
    CANCELLED: { description: 'It was called off before it was paid, or with its order.' },
    RETURNING: { description: 'It was sent, and is to come back.' },
    RETURNED: { description: 'It has come back.' },
    EXCHANGING: { description: 'It is to be exchanged for another piece.' },
    REFUNDED: { description: 'Its money was given back.' },
  } satisfies Meaning<OrderLineStatus>,
})

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
    status: t.expose('status', {
      type: OrderLineStatusEnum,
      description:
        'How far this line is, whatever the state of its order. Of a line in several purchases, that of the least advanced.',
    }),
  }),
})
