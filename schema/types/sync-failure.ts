import { builder } from '../builder.ts'
import { SyncKindEnum } from '../enums.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('SyncFailure', {
  description: 'A record that could not be taken over. The run went on without it.',
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
      description: 'When it is tried again by itself; null: only when asked for, or it is resolved.',
    }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime', description: 'When it failed first.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken over at last; null while it is open.',
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
      cursor: 'id',
      description: 'Records that could not be taken over, the newest first.',
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

interface RetryResult {
  readonly failureIds: readonly string[]
}

const RetrySyncFailuresPayload = payloadType<RetryResult>(
  'RetrySyncFailuresPayload',
  'What became of the request to try again.',
  (t) => ({
    failures: t.prismaField({
      type: ['SyncFailure'],
      description: 'The failures that are tried again, the newest first; empty when it was refused.',
      resolve: (query, { failureIds }, _args, { prisma }) =>
        prisma.syncFailure.findMany({
          ...query,
          where: { id: { in: [...failureIds] } },
          orderBy: [{ firstSeenAt: 'desc' }, { id: 'desc' }],
        }),
    }),
  }),
)

builder.mutationField('retrySyncFailures', (t) =>
  t.field({
    type: RetrySyncFailuresPayload,
    description: 'Tries open failures again: those named, or all of a shop.',
    authScopes: { scope: 'shops:write' },
    args: {
      ids: t.arg.idList({ description: 'Global ids of failures.' }),
      shopId: t.arg.id({ description: 'Global id of the shop whose failures are tried again.' }),
    },
    resolve: (_root, { ids, shopId }, { sync }) =>
      payloadOf<readonly string[], RetryResult>(
        async () =>
          sync.retryFailures({
            ids: ids?.map((id, index) => inputIdOf('SyncFailure', ['ids', String(index)], id)),
            shopId: shopId == null ? shopId : inputIdOf('Shop', ['shopId'], shopId),
          }),
        (failureIds) => ({ failureIds }),
        { failureIds: [] },
      ),
  }),
)
