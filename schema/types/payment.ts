import { builder } from '../builder.ts'
import { MoneyRef } from '../refs.ts'

const PaymentStatusEnum = builder.enumType('PaymentStatus', {
  description: 'States of a payment.',
  values: {
    PENDING: { description: 'Asked for; the provider has not answered yet.' },
    AUTHORIZED: { description: 'The provider holds the amount for us.' },
    PAID: { description: 'The amount is ours.' },
    FAILED: { description: 'Refused or given up.' },
    REFUNDED: { description: 'Paid and given back.' },
  } as const,
})

builder.prismaNode('Payment', {
  description: 'A payment, or an attempt to pay.',
  authScopes: (_payment, { viewer }) => viewer.scopes.has('orders:read') || viewer.scopes.has('orders:own'),
  // Loading by node asks for the owner in the same statement; through an order, the order was checked.
  findUnique: (id, { viewer }) =>
    viewer.scopes.has('orders:read') ? { id } : { id, order: { customerId: viewer.subject ?? '' } },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    status: t.expose('status', { type: PaymentStatusEnum, description: 'How far it is.' }),
    amount: t.field({
      type: MoneyRef,
      description: 'What is paid.',
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
    provider: t.exposeString('provider', { description: 'Who carries out the payment.' }),
    reference: t.exposeString('reference', {
      nullable: true,
      description: "The provider's id of the payment; null until it gave one.",
    }),
    refunded: t.field({
      type: MoneyRef,
      description: 'What was given back of it.',
      resolve: ({ refundedMinor, currency }) => ({ minor: refundedMinor, currency }),
    }),
    refundRequestedAt: t.expose('refundRequestedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'Since when it must be given back: a second payment, or its order was cancelled; else null.',
    }),
    paidAt: t.expose('paidAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the amount became ours; null before.',
    }),
  }),
})
