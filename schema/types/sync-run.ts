import type { RunStatus } from '../../src/domain/sync-words.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { SyncKindEnum } from '../enums.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'
import { SyncRunStatusEnum } from '../sync-enums.ts'

builder.prismaNode('SyncRun', {
  description: 'One run of a synchronisation.',
  authScopes: { scope: 'shops:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    shop: t.relation('shop', { description: 'The shop.' }),
    kind: t.expose('kind', { type: SyncKindEnum, description: 'What was moved.' }),
    status: t.field({
      type: SyncRunStatusEnum,
      description: 'How far it is.',
      resolve: ({ status }) => status as RunStatus,
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
    read: t.exposeInt('read', { description: 'Records that were read.' }),
    written: t.exposeInt('written', { description: 'Records that were new or changed.' }),
    failed: t.exposeInt('failed', { description: 'Records that became a SyncFailure.' }),
    percent: t.float({
      nullable: true,
      description: 'How much of the work is done, 0 to 100; null while unknown.',
      resolve: ({ progress }) => (progress === null ? null : Math.round(progress * 1000) / 10),
    }),
    ratePerSecond: t.float({
      nullable: true,
      description: 'Records read per second, over the whole run so far; null before the first second.',
      resolve: ({ read, ...run }) => {
        const seconds = secondsOf(run)
        return seconds < 1 ? null : Math.round((read / seconds) * 10) / 10
      },
    }),
    secondsLeft: t.int({
      nullable: true,
      description: 'Seconds to go at the present pace; null when it is over or unknown.',
      resolve: ({ progress, finishedAt, ...run }) =>
        finishedAt !== null || !progress
          ? null
          : Math.round((secondsOf({ finishedAt, ...run }) * (1 - progress)) / progress),
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why the run as a whole failed, in words for the operator.',
    }),
  }),
})

function secondsOf({ startedAt, finishedAt }: { startedAt: Date; finishedAt: Date | null }): number {
  return Math.max(0, ((finishedAt ?? new Date()).getTime() - startedAt.getTime()) / 1000)
}

function whereOf(shopId: string | null | undefined) {
  return shopId ? { shopId: localIdOf('Shop', 'shopId', shopId) } : {}
}

builder.queryField('syncRuns', (t) =>
  t.prismaConnection(
    {
      type: 'SyncRun',
      nullable: true,
      cursor: 'id',
      description: 'Runs of synchronisations, the newest first.',
      authScopes: { scope: 'shops:read' },
      args: { shopId: t.arg.id({ description: 'Global id; only runs of this shop.' }) },
      totalCount: (_root, { shopId }, { prisma }) => prisma.syncRun.count({ where: whereOf(shopId) }),
      resolve: async (query, _root, args, { prisma }) => {
        const where = whereOf(args.shopId)
        const page = await startAt(query, where, (narrowed) => prisma.syncRun.count({ where: narrowed }))
        return prisma.syncRun.findMany({ ...page, where, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }] })
      },
    },
    { name: 'SyncRunConnection', description: 'A page of runs.' },
    { name: 'SyncRunEdge', description: 'A run and its place in the list.' },
  ),
)

mutation('triggerSync', {
  description: 'Begins a run now instead of at its next time.',
  scope: 'shops:write',
  inputDescription: 'What is synchronised.',
  input: (t) => ({
    shopId: t.id({ required: true, description: 'Global id of the shop.' }),
    kind: t.field({ type: SyncKindEnum, required: true, description: 'What to move.' }),
  }),
  run: ({ shopId, kind }, { sync }) => sync.trigger(inputIdOf('Shop', ['shopId'], shopId), kind),
  payloadDescription: 'What became of the request to synchronise.',
  payload: (t) => ({
    run: t.prismaField(
      changedRow('SyncRun', 'The run, which continues in the background; null when it was refused.'),
    ),
  }),
})
