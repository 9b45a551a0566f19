import type { DiscrepancyKind } from '../../src/domain/sync-words.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { inputIdOf, localIdOf, localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'
import { DiscrepancyKindEnum } from '../sync-enums.ts'

builder.prismaNode('Discrepancy', {
  description: 'Something that two sides see differently.',
  authScopes: { scope: 'shops:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    kind: t.field({
      type: DiscrepancyKindEnum,
      description: 'In what both sides differ.',
      resolve: ({ kind }) => kind as DiscrepancyKind,
    }),
    reference: t.exposeString('reference', { description: 'What it is about: an order, a SKU, a day.' }),
    ours: t.exposeString('ours', { nullable: true, description: 'What we have; null when we have nothing.' }),
    theirs: t.exposeString('theirs', {
      nullable: true,
      description: 'What the other side has; null when it has nothing.',
    }),
    suggestedRepair: t.exposeString('suggestedRepair', {
      nullable: true,
      description: 'What would make both equal, in words for the operator.',
    }),
    repairedAt: t.expose('repairedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the repair was applied; null before.',
    }),
  }),
})

builder.prismaNode('Reconciliation', {
  description: 'A comparison of what we have for one day with what the platform and the warehouse have.',
  authScopes: { scope: 'shops:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    shop: t.relation('shop', { onNull: 'error', description: 'The shop that was compared.' }),
    day: t.expose('day', { type: 'Date', description: "The shop's day." }),
    checked: t.exposeInt('checked', { description: 'How many things were compared.' }),
    discrepancies: t.relatedConnection(
      'discrepancies',
      { cursor: 'id', description: 'What differed.', totalCount: true, query: { orderBy: { id: 'asc' } } },
      { name: 'DiscrepancyConnection', description: 'A page of what differed.' },
      { name: 'DiscrepancyEdge', description: 'A discrepancy and its place in the list.' },
    ),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
  }),
})

/** The graph promises a shop with every comparison, the column does not. */
function whereOf(shopId: string | null | undefined) {
  return { shopId: shopId ? localIdOf('Shop', 'shopId', shopId) : { not: null } }
}

builder.queryField('reconciliations', (t) =>
  t.prismaConnection(
    {
      type: 'Reconciliation',
      nullable: true,
      cursor: 'id',
      description: 'Comparisons, the newest first.',
      authScopes: { scope: 'shops:read' },
      args: { shopId: t.arg.id({ description: 'Global id; only comparisons of this shop.' }) },
      totalCount: (_root, { shopId }, { prisma }) => prisma.reconciliation.count({ where: whereOf(shopId) }),
      resolve: async (query, _root, args, { prisma }) => {
        const where = whereOf(args.shopId)
        const page = await startAt(query, where, (narrowed) =>
          prisma.reconciliation.count({ where: narrowed }),
        )
        return prisma.reconciliation.findMany({
          ...page,
          where,
          orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'ReconciliationConnection', description: 'A page of comparisons.' },
    { name: 'ReconciliationEdge', description: 'A comparison and its place in the list.' },
  ),
)

mutation('runReconciliation', {
  description: 'Compares one day of a shop now instead of at its next time.',
  scope: 'shops:write',
  inputDescription: 'Which shop and day are compared.',
  input: (t) => ({
    shopId: t.id({ required: true, description: 'Global id of the shop.' }),
    day: t.string({ description: "The shop's day, yyyy-MM-dd; yesterday when absent." }),
  }),
  run: ({ shopId, day }, { sync }) => sync.reconcile(inputIdOf('Shop', ['shopId'], shopId), day ?? null),
  payloadDescription: 'What became of the request to compare.',
  payload: (t) => ({
    reconciliation: t.prismaField(
      changedRow(
        'Reconciliation',
        'The comparison, which may go on in the background; null when it was refused.',
      ),
    ),
  }),
})

mutation('applyRepair', {
  description: 'Does what a discrepancy suggests, once.',
  scope: 'shops:write',
  inputDescription: 'Which discrepancy is repaired.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the discrepancy.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { sync, viewer }) => sync.applyRepair(localIds(input, { id: 'Discrepancy' }), actorOf(viewer)),
  payloadDescription: 'What became of a repair.',
  payload: (t) => ({
    discrepancy: t.prismaField(
      changedRow('Discrepancy', 'The discrepancy as it is now; null when the repair was refused.'),
    ),
  }),
})
