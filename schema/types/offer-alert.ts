import { money } from '../../src/domain/money.ts'
import { builder } from '../builder.ts'
import { AlertStatusEnum, OfferAlertKindEnum } from '../enums.ts'
import { MoneyRef } from '../refs.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('OfferAlert', {
  description:
    'What a seller offers, or what we sell it for, needs a look. One for each SKU, listing and kind is open; it ends when the figure is back beyond its limit.',
  authScopes: { scope: 'catalog:read-all' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    kind: t.expose('kind', { type: OfferAlertKindEnum, description: 'What it tells.' }),
    status: t.expose('status', { type: AlertStatusEnum, description: 'Its state.' }),
    sku: t.relation('sku', { description: 'Our SKU.' }),
    listing: t.relation('listing', {
      nullable: true,
      description: 'The offer; null when it is about our price.',
    }),
    before: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The price before; of MARGIN_LOW the cost.',
      resolve: ({ beforeMinor, currency }) =>
        beforeMinor === null ? null : money(beforeMinor, currency ?? undefined),
    }),
    after: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The price now; of PRICE_HELD the proposed one, of MARGIN_LOW ours.',
      resolve: ({ afterMinor, currency }) =>
        afterMinor === null ? null : money(afterMinor, currency ?? undefined),
    }),
    quantity: t.exposeInt('quantity', {
      nullable: true,
      description: 'Stock of the seller at the last reading; null when it is not known.',
    }),
    limit: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The limit when it opened: units for UPSTREAM_LOW, percent for the others.',
      resolve: ({ limit }) => limit?.toFixed() ?? null,
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When it opened.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was over.',
    }),
  }),
})

builder.queryField('offerAlerts', (t) =>
  t.prismaConnection(
    {
      type: 'OfferAlert',
      nullable: true,
      cursor: 'id',
      description: 'Alerts about offers and prices, the newest first.',
      authScopes: { scope: 'catalog:read-all' },
      args: {
        kinds: t.arg({ type: [OfferAlertKindEnum], description: 'Only these kinds. All when absent.' }),
        status: t.arg({ type: AlertStatusEnum, description: 'Only in this state. All when absent.' }),
      },
      totalCount: (_root, { kinds, status }, { prisma, catalog }) => {
        const { where } = catalog.prices.alerts({ kinds: kinds ?? null, status: status ?? null })
        return prisma.offerAlert.count({ where })
      },
      resolve: async (query, _root, { kinds, status }, { prisma, catalog }) => {
        const { where, orderBy } = catalog.prices.alerts({ kinds: kinds ?? null, status: status ?? null })
        const page = await startAt(query, where, (narrowed) => prisma.offerAlert.count({ where: narrowed }))
        return prisma.offerAlert.findMany({ ...page, where, orderBy: [...orderBy] })
      },
    },
    { name: 'OfferAlertConnection', description: 'A page of alerts about offers.' },
    { name: 'OfferAlertEdge', description: 'An alert and its place in the list.' },
  ),
)
