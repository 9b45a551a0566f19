import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'

builder.prismaObject('ExchangeRate', {
  description:
    'What one CNY is worth in another currency. Operators keep it; orders keep the rate they were placed at.',
  fields: (t) => ({
    currency: t.expose('currency', { type: 'CurrencyCode', description: 'The currency.' }),
    rate: t.field({
      type: 'Decimal',
      description: 'Units of the currency for one CNY.',
      resolve: ({ rate }) => rate.toFixed(),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last set.' }),
    publishedOn: t.expose('publishedOn', {
      type: 'Date',
      nullable: true,
      description:
        'Day of the published table that it is of; null: a person has set it, or it is a first one.',
    }),
    updatedBy: t.exposeString('updatedBy', {
      nullable: true,
      description: 'Who set it, or who publishes it; null for the first ones. Not for customers.',
      authScopes: { scope: 'orders:read' },
    }),
  }),
})

builder.queryField('exchangeRates', (t) =>
  t.prismaField({
    type: ['ExchangeRate'],
    description: 'The currencies other than CNY that prices can be shown in, by code.',
    resolve: (query, _root, _args, { prisma }) =>
      prisma.exchangeRate.findMany({ ...query, orderBy: { currency: 'asc' } }),
  }),
)

mutation('setExchangeRate', {
  description:
    'Sets the rate at which prices are shown in a currency from now on. It stays as it is until it is set again, or given back to the published table that the gateway follows.',
  scope: 'orders:write',
  inputDescription: 'A currency and what one CNY is worth in it.',
  input: (t) => ({
    currency: t.field({ type: 'CurrencyCode', required: true, description: 'Any but CNY.' }),
    rate: t.field({
      type: 'Decimal',
      description:
        'Units of it for one CNY, more than 0: "0.1389". Without it the currency follows the published table again, where one is followed.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { orders, viewer }) => orders.setExchangeRate(input, actorOf(viewer)),
  payloadDescription: 'What became of the change.',
  payload: (t) => ({
    exchangeRate: t.prismaField({
      type: 'ExchangeRate',
      nullable: true,
      description: 'The rate as it is now; null when it was refused.',
      resolve: (query, { result: currency }, _args, { prisma }) =>
        currency === null ? null : prisma.exchangeRate.findUnique({ ...query, where: { currency } }),
    }),
  }),
})
