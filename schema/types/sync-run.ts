import { builder } from '../builder.ts'
import { SyncKindEnum } from '../enums.ts'
import { notImplemented } from '../errors.ts'
import { localIdOf } from '../global-id.ts'
import { payloadType } from '../payload-type.ts'

builder.prismaNode('SyncRun', {
  description: 'One run of a synchronisation.',
  authScopes: { scope: 'shops:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    shop: t.relation('shop', { description: 'The shop.' }),
    kind: t.expose('kind', { type: SyncKindEnum, description: 'What was moved.' }),
    status: t.exposeString('status', { description: 'RUNNING, SUCCEEDED or FAILED.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
    read: t.exposeInt('read', { description: 'Records that were read.' }),
    written: t.exposeInt('written', { description: 'Records that were new or changed.' }),
    failed: t.exposeInt('failed', { description: 'Records that became a SyncFailure.' }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why the run as a whole failed, in words for the operator.',
    }),
  }),
})

function whereOf(shopId: string | null | undefined) {
  return shopId ? { shopId: localIdOf('Shop', 'shopId', shopId) } : {}
}

builder.queryField('syncRuns', (t) =>
  t.prismaConnection(
    {
      type: 'SyncRun',
      cursor: 'id',
      description: 'Runs of synchronisations, the newest first.',
      authScopes: { scope: 'shops:read' },
      args: { shopId: t.arg.id({ description: 'Global id; only runs of this shop.' }) },
      totalCount: (_root, { shopId }, { prisma }) => prisma.syncRun.count({ where: whereOf(shopId) }),
      resolve: (query, _root, args, { prisma }) => {
        return prisma.syncRun.findMany({
          ...query,
          where: whereOf(args.shopId),
          orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'SyncRunConnection', description: 'A page of runs.' },
    { name: 'SyncRunEdge', description: 'A run and its place in the list.' },
  ),
)

interface RunResult {
  readonly runId: string | null
}

const TriggerSyncPayload = payloadType<RunResult>(
  'TriggerSyncPayload',
  'What became of the request to synchronise.',
  (t) => ({
    run: t.prismaField({
      type: 'SyncRun',
      nullable: true,
      description: 'The run, which goes on in the background; null when it was refused.',
      resolve: (query, { runId }, _args, { prisma }) =>
        runId === null ? null : prisma.syncRun.findUnique({ ...query, where: { id: runId } }),
    }),
  }),
)

builder.mutationField('triggerSync', (t) =>
  t.field({
    type: TriggerSyncPayload,
    description: 'Begins a run now instead of at its next time.',
    authScopes: { scope: 'shops:write' },
    args: {
      shopId: t.arg.id({ required: true, description: 'Global id of the shop.' }),
      kind: t.arg({ type: SyncKindEnum, required: true, description: 'What to move.' }),
    },
    resolve: () => {
      throw notImplemented('triggerSync')
    },
  }),
)
