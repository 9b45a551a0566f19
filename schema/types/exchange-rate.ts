import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

builder.prismaObject('ExchangeRate', {
  description:
    'What one CNY is worth in another currency. Operators keep it; orders keep the rate they were placed at.',
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'ISO 4217 code.' }),
    rate: t.field({
      type: 'Decimal',
      description: 'Units of the currency for one CNY.',
      resolve: ({ rate }) => rate.toFixed(),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last set.' }),
    updatedBy: t.exposeString('updatedBy', {
      nullable: true,
      description: 'Who set it; null for the first ones. Not for customers.',
      authScopes: { scope: 'orders:read' },
    }),
  }),
})

builder.queryField('exchangeRates', (t) =>
  t.prismaField({
    type: ['ExchangeRate'],
    description: 'The currencies that prices can be shown in beside CNY, by code.',
    resolve: (query, _root, _args, { prisma }) =>
      prisma.exchangeRate.findMany({ ...query, orderBy: { currency: 'asc' } }),
  }),
)

const SetExchangeRateInput = builder.inputType('SetExchangeRateInput', {
  description: 'A currency and what one CNY is worth in it.',
  fields: (t) => ({
    currency: t.string({ required: true, description: 'ISO 4217 code other than CNY.' }),
    rate: t.field({
      type: 'Decimal',
      required: true,
      description: 'Units of it for one CNY, more than 0: "0.1389".',
    }),
  }),
})

interface RateResult {
  readonly currency: string | null
}

const SetExchangeRatePayload = payloadType<RateResult>(
  'SetExchangeRatePayload',
  'What became of the change.',
  (t) => ({
    exchangeRate: t.prismaField({
      type: 'ExchangeRate',
      nullable: true,
      description: 'The rate as it is now; null when it was refused.',
      resolve: (query, { currency }, _args, { prisma }) =>
        currency === null ? null : prisma.exchangeRate.findUnique({ ...query, where: { currency } }),
    }),
  }),
)

builder.mutationField('setExchangeRate', (t) =>
  t.field({
    type: SetExchangeRatePayload,
    description: 'Sets the rate at which prices are shown in a currency from now on.',
    authScopes: { scope: 'orders:write' },
    args: { input: t.arg({ type: SetExchangeRateInput, required: true, description: 'The rate.' }) },
    resolve: (_root, { input }, { orders, viewer }) =>
      payloadOf<string, RateResult>(
        async () => orders.setExchangeRate(input, actorOf(viewer)),
        (currency) => ({ currency }),
        { currency: null },
      ),
  }),
)
