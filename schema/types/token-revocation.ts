import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('TokenRevocation', {
  description: 'Tokens that are refused although they are not over, and who decided so.',
  authScopes: { scope: 'access:write' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    tokenId: t.exposeString('tokenId', {
      nullable: true,
      description: 'The `jti` of the one token; null when it is about a subject.',
    }),
    subject: t.exposeString('subject', {
      nullable: true,
      description: 'Whose tokens; null when it is about one token.',
    }),
    issuedBefore: t.expose('issuedBefore', {
      type: 'DateTime',
      nullable: true,
      description: 'Tokens of the subject that were issued up to then.',
    }),
    reason: t.exposeString('reason', { description: 'Why, in words.' }),
    revokedBy: t.exposeString('revokedBy', { description: 'Role and subject of whoever revoked.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When all these tokens are over by themselves.',
    }),
  }),
})

builder.queryField('tokenRevocations', (t) =>
  t.prismaConnection(
    {
      type: 'TokenRevocation',
      cursor: 'id',
      description: 'Who revoked what and why, the newest first; kept for a year after the tokens are over.',
      authScopes: { scope: 'access:write' },
      totalCount: (_root, _args, { prisma }) => prisma.tokenRevocation.count(),
      resolve: async (query, _root, _args, { prisma }) =>
        prisma.tokenRevocation.findMany({
          ...(await startAt(query, {}, (where) => prisma.tokenRevocation.count({ where }))),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        }),
    },
    { name: 'TokenRevocationConnection', description: 'A page of revocations.' },
    { name: 'TokenRevocationEdge', description: 'A revocation and its place in the list.' },
  ),
)

const RevokeTokensInput = builder.inputType('RevokeTokensInput', {
  description: 'Either one token or all of a subject.',
  fields: (t) => ({
    tokenId: t.string({ description: 'The `jti` of the token.' }),
    subject: t.string({ description: 'The `sub` of the tokens, whatever their role.' }),
    issuedBefore: t.field({
      type: 'DateTime',
      description: 'Only tokens of the subject that were issued (`iat`) up to then; now when left out.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When the tokens are over by themselves; 400 days from now when left out.',
    }),
    reason: t.string({ required: true, description: 'Why, for the record.' }),
  }),
})

interface Answer {
  readonly revocationId: string | null
}

const RevokeTokensPayload = payloadType<Answer>('RevokeTokensPayload', 'What became of it.', (t) => ({
  revocation: t.prismaField({
    type: 'TokenRevocation',
    nullable: true,
    description: 'What stands from now on; null when it was refused.',
    resolve: (query, { revocationId: id }, _args, { prisma }) =>
      id === null ? null : prisma.tokenRevocation.findUnique({ ...query, where: { id } }),
  }),
}))

builder.mutationField('revokeTokens', (t) =>
  t.field({
    type: RevokeTokensPayload,
    description:
      'Refuses tokens from now on, on every gateway within a second. Sockets and streams that were opened with them end.',
    authScopes: { scope: 'access:write' },
    args: { input: t.arg({ type: RevokeTokensInput, required: true, description: 'Which tokens.' }) },
    resolve: (_root, { input }, { access, viewer }) =>
      payloadOf<string, Answer>(
        async () => access.revokeTokens(input, actorOf(viewer)),
        (revocationId) => ({ revocationId }),
        { revocationId: null },
      ),
  }),
)
