import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

const ShopStatusEnum = builder.enumType('ShopStatus', {
  description: 'Whether we may act for a shop.',
  values: {
    LINKED: { description: 'Its owner has allowed us to; it is synchronised.' },
    NEEDS_AUTHORIZATION: { description: 'The permission has ended: its owner has to link it again.' },
    SUSPENDED: { description: 'Linked, but nothing is called: the platform or an operator stopped it.' },
    UNLINKED: { description: 'Unlinked on purpose; its tokens are gone, its data stays.' },
  } as const,
})

builder.prismaNode('Shop', {
  description: 'A shop on a marketplace that is linked to us.',
  authScopes: { scope: 'shops:read' },
  // Only what is asked for is read, so that the tokens stay in the database.
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    platform: t.expose('platform', { type: PlatformEnum, description: 'The marketplace.' }),
    name: t.exposeString('name', { description: 'Name for people.' }),
    status: t.expose('status', { type: ShopStatusEnum, description: 'Whether we may act for it.' }),
    statusReason: t.exposeString('statusReason', {
      nullable: true,
      description: 'Why it has to be linked again, in words for the operator.',
    }),
    tokenExpiresAt: t.expose('tokenExpiresAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the permission ends unless it is renewed; null when there is none or it does not end.',
    }),
    sync: t.relation('syncStates', {
      description: 'How far each kind of synchronisation is; kinds that never ran are missing.',
      query: { orderBy: { kind: 'asc' } },
    }),
  }),
})

builder.queryField('shops', (t) =>
  t.prismaField({
    type: ['Shop'],
    description: 'All shops, by platform and name, unlinked ones too.',
    authScopes: { scope: 'shops:read' },
    resolve: (query, _root, _args, { prisma }) =>
      prisma.shop.findMany({ ...query, orderBy: [{ platform: 'asc' }, { name: 'asc' }, { id: 'asc' }] }),
  }),
)

interface ShopResult {
  readonly shopId: string | null
}

const ShopPayload = payloadType<ShopResult>('ShopPayload', 'What became of a change to a shop.', (t) => ({
  shop: t.prismaField({
    type: 'Shop',
    nullable: true,
    description: 'The shop as it is now; null when the change was refused.',
    resolve: (query, { shopId }, _args, { prisma }) =>
      shopId === null ? null : prisma.shop.findUnique({ ...query, where: { id: shopId } }),
  }),
}))

builder.mutationField('unlinkShop', (t) =>
  t.field({
    type: ShopPayload,
    description: 'Forgets the tokens of a shop and stops its synchronisation; its data stays.',
    authScopes: { scope: 'shops:write' },
    args: { id: t.arg.id({ required: true, description: 'Global id of the shop.' }) },
    resolve: (_root, { id }, { shops, viewer }) =>
      payloadOf<string, ShopResult>(
        async () => shops.unlink(inputIdOf('Shop', ['id'], id), actorOf(viewer)),
        (shopId) => ({ shopId }),
        { shopId: null },
      ),
  }),
)
