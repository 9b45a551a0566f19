import { money } from '../../src/domain/money.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { PlatformEnum } from '../enums.ts'
import { localIds } from '../global-id.ts'
import { MoneyInputRef } from '../money-input.ts'
import { mutation } from '../mutation.ts'
import { MoneyRef } from '../refs.ts'

builder.prismaNode('PriceRule', {
  description:
    'How a cost becomes a price. The most specific active rule wins: one that names the supplier, then the nearest category, then the platform; the older of two equal ones. Everything that a rule names must match.',
  authScopes: { scope: 'catalog:read-all' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What operators call it.' }),
    active: t.exposeBoolean('active', { description: 'False: it is skipped.' }),
    supplier: t.relation('supplier', { nullable: true, description: 'Null: for any supplier.' }),
    category: t.relation('category', {
      nullable: true,
      description: 'For products in it or below it; null: for any.',
    }),
    platform: t.expose('platform', {
      type: PlatformEnum,
      nullable: true,
      description: 'For SKUs that this marketplace lists; null: for any.',
    }),
    currency: t.expose('currency', {
      type: 'CurrencyCode',
      nullable: true,
      description: 'Of the price; null: the currency of the cost.',
    }),
    markupPercent: t.field({
      type: 'Decimal',
      description: 'On top of the cost, in percent of it.',
      resolve: ({ markupPercent }) => markupPercent.toFixed(),
    }),
    fixed: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Added after the markup.',
      resolve: ({ fixedMinor, fixedCurrency }) =>
        fixedMinor === null || fixedCurrency === null ? null : money(fixedMinor, fixedCurrency),
    }),
    roundTo: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Prices are multiples of it, in units of their currency; null: of its minor unit.',
      resolve: ({ roundTo }) => roundTo?.toFixed() ?? null,
    }),
    minMarginPercent: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Share of the price that is left after the cost at least, in percent; null: 0.',
      resolve: ({ minMarginPercent }) => minMarginPercent?.toFixed() ?? null,
    }),
    paymentSharePercent: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Share of the price that the payment provider keeps, in percent; null: 0.',
      resolve: ({ paymentSharePercent }) => paymentSharePercent?.toFixed() ?? null,
    }),
    holdAbovePercent: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'A new cost that would raise the price by more percent waits for an operator; null: none does.',
      resolve: ({ holdAbovePercent }) => holdAbovePercent?.toFixed() ?? null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
})

builder.queryField('priceRules', (t) =>
  t.prismaField({
    type: ['PriceRule'],
    nullable: true,
    description: 'The price rules, the oldest first; without those that are archived.',
    authScopes: { scope: 'catalog:read-all' },
    resolve: (query, _root, _args, { prisma, catalog }) => {
      const { where, orderBy } = catalog.prices.rules
      return prisma.priceRule.findMany({ ...query, where, orderBy: [...orderBy] })
    },
  }),
)

mutation('savePriceRule', {
  description: 'Makes a price rule or changes one. Its SKUs get their new prices in the background.',
  scope: 'catalog:write',
  inputDescription: 'With an id, what is absent stays as it is and null takes it away.',
  input: (t) => ({
    id: t.id({ description: 'Global id of the rule to change; absent: a new one is made.' }),
    name: t.string({ required: true, description: 'What operators call it, up to 200 characters.' }),
    active: t.boolean({ description: 'Whether it is used; true for a new one.' }),
    currency: t.field({
      type: 'CurrencyCode',
      description: 'Of the price: CNY or one with an exchange rate; absent: the currency of the cost.',
    }),
    paymentSharePercent: t.field({
      type: 'Decimal',
      description: 'Below 100, together with minMarginPercent too.',
    }),
    platform: t.field({ type: PlatformEnum, description: 'Only for SKUs that this marketplace lists.' }),
    categoryId: t.id({ description: 'Global id; only for products in it or below it.' }),
    supplierId: t.id({ description: 'Global id; only for products of this supplier.' }),
    markupPercent: t.field({ type: 'Decimal', required: true, description: '0 to 10000.' }),
    fixed: t.field({
      type: MoneyInputRef,
      description: 'From 0 on, in CNY or a currency with an exchange rate.',
    }),
    roundTo: t.field({ type: 'Decimal', description: 'More than 0, such as "0.50".' }),
    minMarginPercent: t.field({ type: 'Decimal', description: '0 to below 100.' }),
    holdAbovePercent: t.field({ type: 'Decimal', description: '0 to 10000.' }),
  }),
  run: ({ id, categoryId, supplierId, ...input }, { catalog, viewer }) => {
    // Absent and null mean different things.
    const named = {
      ...(id != null && localIds({ id }, { id: 'PriceRule' })),
      ...(categoryId !== undefined && localIds({ categoryId }, { categoryId: 'Category' })),
      ...(supplierId !== undefined && localIds({ supplierId }, { supplierId: 'Supplier' })),
    }
    return catalog.prices.savePriceRule({ ...input, ...named }, actorOf(viewer))
  },
  payloadDescription: 'The rule as it is now.',
  payload: (t) => ({ priceRule: t.prismaField(changedRow('PriceRule', 'Null when it was refused.')) }),
})
