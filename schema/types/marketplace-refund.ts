import { money } from '../../src/domain/money.ts'
import type { MarketplaceRefundStatus } from '../../src/domain/sync-words.ts'
import { builder } from '../builder.ts'
import { MoneyRef, OrderRef } from '../refs.ts'
import { MarketplaceRefundStatusEnum } from '../sync-enums.ts'

builder.prismaObject('MarketplaceRefund', {
  description: 'Money that a buyer asked the shop to give back, as the marketplace has it.',
  authScopes: { scope: 'orders:read' },
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: "The marketplace's id of the refund." }),
    status: t.field({
      type: MarketplaceRefundStatusEnum,
      description: 'Its state.',
      resolve: ({ status }) => status as MarketplaceRefundStatus,
    }),
    rawStatus: t.exposeString('rawStatus', { description: "The marketplace's own word." }),
    amount: t.field({
      type: MoneyRef,
      description: 'What is asked for.',
      resolve: ({ amountMinor, currency }) => money(amountMinor, currency),
    }),
    goodsReturned: t.exposeBoolean('goodsReturned', { description: 'Whether the goods come back.' }),
    requestedAt: t.expose('requestedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the buyer asked; null when the marketplace does not tell.',
    }),
  }),
})

builder.prismaObjectFields(OrderRef, (t) => ({
  refunds: t.relation('refunds', {
    nullable: true,
    description: 'Refunds asked for on the marketplace, for orders of linked shops.',
    authScopes: { scope: 'orders:read' },
    query: { orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }] },
  }),
  extra: t.expose('extra', {
    type: 'JSON',
    nullable: true,
    description: 'Values copied by your own field mappings, by name; null when there are none.',
    authScopes: { scope: 'shops:read' },
  }),
}))
