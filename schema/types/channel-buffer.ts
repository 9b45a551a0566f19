import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('ChannelBuffer', {
  description:
    'Pieces kept back from a platform. The buffer of a SKU wins over the one of the platform as a whole.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    platform: t.expose('platform', { type: PlatformEnum, description: 'The marketplace.' }),
    sku: t.relation('sku', {
      nullable: true,
      description: 'Null: for all SKUs that have no buffer of their own there.',
    }),
    buffer: t.exposeInt('buffer', { description: 'Pieces that the platform is not told of.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was set.' }),
    updatedBy: t.exposeString('updatedBy', { nullable: true, description: 'Who set it.' }),
  }),
})

builder.queryField('channelBuffers', (t) =>
  t.prismaConnection(
    {
      type: 'ChannelBuffer',
      cursor: 'id',
      description: 'What is kept back from platforms, in the order it was first set.',
      authScopes: { scope: 'stock:read' },
      args: { platform: t.arg({ type: PlatformEnum, description: 'Only of this platform.' }) },
      totalCount: (_root, { platform }, { prisma }) =>
        prisma.channelBuffer.count({ where: platform ? { platform } : {} }),
      resolve: async (query, _root, { platform }, { prisma }) => {
        const where = platform ? { platform } : {}
        const page = await startAt(query, where, (narrowed) =>
          prisma.channelBuffer.count({ where: narrowed }),
        )
        return prisma.channelBuffer.findMany({ ...page, where, orderBy: { id: 'asc' } })
      },
    },
    { name: 'ChannelBufferConnection', description: 'A page of buffers.' },
    { name: 'ChannelBufferEdge', description: 'A buffer and its place in the list.' },
  ),
)

const SetChannelBufferInput = builder.inputType('SetChannelBufferInput', {
  description: 'How much a platform is not told of.',
  fields: (t) => ({
    platform: t.field({ type: PlatformEnum, required: true, description: 'The marketplace.' }),
    skuId: t.id({ description: 'Global id of the SKU; absent: all SKUs without a buffer of their own.' }),
    buffer: t.int({ required: true, description: 'Pieces, 0 or more.' }),
  }),
})

interface Answer {
  readonly bufferId: string | null
}

const SetChannelBufferPayload = payloadType<Answer>(
  'SetChannelBufferPayload',
  'The buffer as it is now.',
  (t) => ({
    buffer: t.prismaField({
      type: 'ChannelBuffer',
      nullable: true,
      description: 'Null when it was refused.',
      resolve: (query, { bufferId }, _args, { prisma }) =>
        bufferId ? prisma.channelBuffer.findUnique({ ...query, where: { id: bufferId } }) : null,
    }),
  }),
)

builder.mutationField('setChannelBuffer', (t) =>
  t.field({
    type: SetChannelBufferPayload,
    description: 'Keeps pieces back from a platform; `Listing.sellable` follows at once.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: SetChannelBufferInput, required: true, description: 'The buffer.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      payloadOf<string, Answer>(
        async () =>
          inventory.setChannelBuffer(
            { ...input, skuId: input.skuId ? inputIdOf('Sku', ['skuId'], input.skuId) : null },
            actorOf(viewer),
          ),
        (bufferId) => ({ bufferId }),
        { bufferId: null },
      ),
  }),
)
