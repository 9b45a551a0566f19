import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { OfferAlertKindEnum, PlatformEnum } from '../enums.ts'
import { localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'

builder.prismaNode('OfferAlertRule', {
  description:
    'From which limit on an alert about an offer opens. The most specific rule wins: SKU, supplier, platform, all.',
  authScopes: { scope: 'catalog:read-all' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    kind: t.expose('kind', { type: OfferAlertKindEnum, description: 'Of which alerts.' }),
    sku: t.relation('sku', { nullable: true, description: 'Null: for all SKUs.' }),
    supplier: t.relation('supplier', { nullable: true, description: 'Null: for all suppliers.' }),
    platform: t.expose('platform', {
      type: PlatformEnum,
      nullable: true,
      description: 'Null: for all marketplaces.',
    }),
    limit: t.field({
      type: 'Decimal',
      description: 'Units for UPSTREAM_LOW, percent for the others.',
      resolve: ({ limit }) => limit.toFixed(),
    }),
    resumeAt: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Where an open alert ends.',
      resolve: ({ resumeAt }) => resumeAt?.toFixed() ?? null,
    }),
  }),
})

builder.queryField('offerAlertRules', (t) =>
  t.prismaField({
    type: ['OfferAlertRule'],
    nullable: true,
    description: 'The limits that operators have set for alerts about offers, by kind.',
    authScopes: { scope: 'catalog:read-all' },
    resolve: (query, _root, _args, { prisma }) =>
      prisma.offerAlertRule.findMany({ ...query, orderBy: [{ kind: 'asc' }, { id: 'asc' }] }),
  }),
)

mutation('saveOfferAlertRule', {
  description:
    'Sets the limit of a kind of alert. Without any rule UPSTREAM_LOW opens below 10 units, PRICE_ROSE above 10 percent, and MARGIN_LOW below the least margin of the price rule, else below 0.',
  scope: 'catalog:write',
  inputDescription:
    'Naming neither SKU, supplier nor platform sets it for all. Setting the same kind and scope again changes it.',
  input: (t) => ({
    id: t.id({ description: 'Global id of a rule to change; its kind and scope must be the same.' }),
    kind: t.field({
      type: OfferAlertKindEnum,
      required: true,
      description: 'UPSTREAM_LOW, PRICE_ROSE or MARGIN_LOW: the others have no limit here.',
    }),
    skuId: t.id({ description: 'Global id of a SKU.' }),
    supplierId: t.id({ description: 'Global id of a supplier.' }),
    platform: t.field({ type: PlatformEnum, description: 'A marketplace.' }),
    limit: t.field({ type: 'Decimal', required: true, description: 'Units for UPSTREAM_LOW, else percent.' }),
    resumeAt: t.field({
      type: 'Decimal',
      description: 'Where an open alert ends; 20 % beyond the limit when absent, of MARGIN_LOW the limit.',
    }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.prices.saveOfferAlertRule(
      localIds(input, { id: 'OfferAlertRule', skuId: 'Sku', supplierId: 'Supplier' }),
      actorOf(viewer),
    ),
  payloadDescription: 'The rule as it is now.',
  payload: (t) => ({ rule: t.prismaField(changedRow('OfferAlertRule', 'Null when it was refused.')) }),
})
