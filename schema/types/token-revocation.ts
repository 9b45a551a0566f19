import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { mutation } from '../mutation.ts'
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
    revokedBy: t.exposeString('revokedBy', { description: 'Role and subject of the person who revoked.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When all these tokens will have expired.',
    }),
  }),
})

builder.queryField('tokenRevocations', (t) =>
  t.prismaConnection(
    {
      type: 'TokenRevocation',
      nullable: true,
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

mutation('revokeTokens', {
  description:
    'Refuses tokens from now on, on every gateway within a second. Sockets and streams that were opened with them end.',
  scope: 'access:write',
  inputDescription: 'Either one token or all of a subject.',
  input: (t) => ({
    tokenId: t.string({ description: 'The `jti` of the token.' }),
    subject: t.string({ description: 'The `sub` of the tokens, in any role.' }),
    issuedBefore: t.field({
      type: 'DateTime',
      description: 'Only tokens of the subject that were issued (`iat`) up to then; now when left out.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        'When the tokens expire on their own. When left out, the revocation lasts as long as a token may live (`AUTH_TOKEN_LIFE_DAYS`).',
    }),
    reason: t.string({ required: true, description: 'Why, for the record.' }),
  }),
  run: (input, { access, viewer }) => access.revokeTokens(input, actorOf(viewer)),
  payloadDescription: 'What became of it.',
  payload: (t) => ({
    revocation: t.prismaField(
      changedRow('TokenRevocation', 'What stands from now on; null when it was refused.'),
    ),
  }),
})
