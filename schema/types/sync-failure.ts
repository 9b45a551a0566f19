import { builder } from '../builder.ts'
import { SyncKindEnum } from '../enums.ts'
import { inputIdOf, localIdOf, localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('SyncFailure', {
  description: 'A record that could not be imported. The run went on without it.',
  authScopes: { scope: 'shops:read' },
  // The record itself can be large: it is read when it is asked for.
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    shop: t.relation('shop', { description: 'The shop.' }),
    kind: t.expose('kind', { type: SyncKindEnum, description: 'What was to be moved.' }),
    externalId: t.exposeString('externalId', { description: "The platform's id of the record." }),
    errorClass: t.exposeString('errorClass', {
      description: 'Kind of error, the same for errors of one cause.',
    }),
    message: t.exposeString('message', { description: 'What was wrong, in words for the operator.' }),
    payload: t.expose('payload', {
      type: 'JSON',
      nullable: true,
      description: 'The record as the platform sent it, personal data masked; null when none was kept.',
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Next automatic retry; null: only on request, or it is resolved.',
    }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime', description: 'When it failed first.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was finally imported; null while it is open.',
    }),
  }),
})

interface FailureArgs {
  readonly shopId?: string | null | undefined
  readonly resolved?: boolean | null | undefined
  readonly kind?: typeof SyncKindEnum.$inferType | null | undefined
}

function whereOf({ shopId, resolved, kind }: FailureArgs) {
  return {
    ...(kind && { kind }),
    ...(shopId && { shopId: localIdOf('Shop', 'shopId', shopId) }),
    ...(resolved != null && { resolvedAt: resolved ? { not: null } : null }),
  }
}

builder.queryField('syncFailures', (t) =>
  t.prismaConnection(
    {
      type: 'SyncFailure',
      nullable: true,
      cursor: 'id',
      description: 'Records that could not be imported, the newest first.',
      authScopes: { scope: 'shops:read' },
      args: {
        shopId: t.arg.id({ description: 'Global id; only failures of this shop.' }),
        kind: t.arg({ type: SyncKindEnum, description: 'Only of this kind of synchronisation.' }),
        resolved: t.arg.boolean({
          description: 'True: only resolved ones. False: only open ones. Absent: both.',
        }),
      },
      totalCount: (_root, args, { prisma }) => prisma.syncFailure.count({ where: whereOf(args) }),
      resolve: async (query, _root, args, { prisma }) => {
        const where = whereOf(args)
        const page = await startAt(query, where, (narrowed) => prisma.syncFailure.count({ where: narrowed }))
        return prisma.syncFailure.findMany({
          ...page,
          where,
          orderBy: [{ firstSeenAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'SyncFailureConnection', description: 'A page of failures.' },
    { name: 'SyncFailureEdge', description: 'A failure and its place in the list.' },
  ),
)

mutation('retrySyncFailures', {
  description: 'Tries open failures again: those named, or all of a shop.',
  scope: 'shops:write',
  inputDescription: 'Exactly one of ids and shopId.',
  input: (t) => ({
    ids: t.idList({ description: 'Global ids of failures.' }),
    shopId: t.id({ description: 'Global id of the shop whose failures are tried again.' }),
  }),
  run: (input, { sync }) =>
    sync.retryFailures({
      ...localIds(input, { shopId: 'Shop' }),
      ids: input.ids?.map((id, index) => inputIdOf('SyncFailure', ['ids', String(index)], id)),
    }),
  payloadDescription: 'What became of the request to try again.',
  payload: (t) => ({
    failures: t.prismaField({
      type: ['SyncFailure'],
      description: 'The failures that are tried again, the newest first; empty when it was refused.',
      resolve: (query, { result: ids }, _args, { prisma }) =>
        prisma.syncFailure.findMany({
          ...query,
          where: { id: { in: [...(ids ?? [])] } },
          orderBy: [{ firstSeenAt: 'desc' }, { id: 'desc' }],
        }),
    }),
  }),
})
