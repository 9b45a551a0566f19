import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('Discrepancy', {
  description: 'Something that two sides see differently.',
  authScopes: { scope: 'shops:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'What differs, such as an order count or a quantity.' }),
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
    day: t.exposeString('day', { description: "The shop's day, yyyy-MM-dd." }),
    checked: t.exposeInt('checked', { description: 'How many things were compared.' }),
    discrepancies: t.relation('discrepancies', {
      description: 'What differed.',
      query: { orderBy: { id: 'asc' } },
    }),
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

interface ReconciliationResult {
  readonly reconciliationId: string | null
}

const ReconciliationPayload = payloadType<ReconciliationResult>(
  'ReconciliationPayload',
  'What became of the request to compare.',
  (t) => ({
    reconciliation: t.prismaField({
      type: 'Reconciliation',
      nullable: true,
      description: 'The comparison, which may go on in the background; null when it was refused.',
      resolve: (query, { reconciliationId }, _args, { prisma }) =>
        reconciliationId === null
          ? null
          : prisma.reconciliation.findUnique({ ...query, where: { id: reconciliationId } }),
    }),
  }),
)

builder.mutationField('runReconciliation', (t) =>
  t.field({
    type: ReconciliationPayload,
    description: 'Compares one day of a shop now instead of at its next time.',
    authScopes: { scope: 'shops:write' },
    args: {
      shopId: t.arg.id({ required: true, description: 'Global id of the shop.' }),
      day: t.arg.string({ description: "The shop's day, yyyy-MM-dd; yesterday when absent." }),
    },
    resolve: (_root, { shopId, day }, { sync }) =>
      payloadOf<string, ReconciliationResult>(
        async () => sync.reconcile(inputIdOf('Shop', ['shopId'], shopId), day ?? null),
        (reconciliationId) => ({ reconciliationId }),
        { reconciliationId: null },
      ),
  }),
)

interface RepairResult {
  readonly discrepancyId: string | null
}

const RepairPayload = payloadType<RepairResult>('RepairPayload', 'What became of a repair.', (t) => ({
  discrepancy: t.prismaField({
    type: 'Discrepancy',
    nullable: true,
    description: 'The discrepancy as it is now; null when the repair was refused.',
    resolve: (query, { discrepancyId }, _args, { prisma }) =>
      discrepancyId === null
        ? null
        : prisma.discrepancy.findUnique({ ...query, where: { id: discrepancyId } }),
  }),
}))

builder.mutationField('applyRepair', (t) =>
  t.field({
    type: RepairPayload,
    description: 'Does what a discrepancy suggests, once.',
    authScopes: { scope: 'shops:write' },
    args: { id: t.arg.id({ required: true, description: 'Global id of the discrepancy.' }) },
    resolve: (_root, { id }, { sync, viewer }) =>
      payloadOf<string, RepairResult>(
        async () => sync.applyRepair(inputIdOf('Discrepancy', ['id'], id), actorOf(viewer)),
        (discrepancyId) => ({ discrepancyId }),
        { discrepancyId: null },
      ),
  }),
)
