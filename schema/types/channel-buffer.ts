import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { PlatformEnum } from '../enums.ts'
import { localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('ChannelBuffer', {
  description:
    'Units kept back from a platform. The buffer of a SKU wins over the one of the platform as a whole.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    platform: t.expose('platform', { type: PlatformEnum, description: 'The marketplace.' }),
    sku: t.relation('sku', {
      nullable: true,
      description: 'Null: for all SKUs that have no buffer of their own there.',
    }),
    buffer: t.exposeInt('buffer', { description: 'Units withheld from the platform.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was set.' }),
    updatedBy: t.exposeString('updatedBy', { nullable: true, description: 'Who set it.' }),
  }),
})

builder.queryField('channelBuffers', (t) =>
  t.prismaConnection(
    {
      type: 'ChannelBuffer',
      nullable: true,
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

mutation('setChannelBuffer', {
  description: 'Keeps units back from a platform; `Listing.sellable` changes at once.',
  scope: 'stock:write',
  inputDescription: 'How much to withhold from a platform.',
  input: (t) => ({
    platform: t.field({ type: PlatformEnum, required: true, description: 'The marketplace.' }),
    skuId: t.id({ description: 'Global id of the SKU; absent: all SKUs without a buffer of their own.' }),
    buffer: t.int({ required: true, description: 'Units, 0 or more.' }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.setChannelBuffer(localIds(input, { skuId: 'Sku' }), actorOf(viewer)),
  payloadDescription: 'The buffer as it is now.',
  payload: (t) => ({ buffer: t.prismaField(changedRow('ChannelBuffer', 'Null when it was refused.')) }),
})
