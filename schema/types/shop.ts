import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { PlatformEnum } from '../enums.ts'
import { inputIdOf, localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'

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
      description: 'Why it must be linked again, in words for the operator.',
    }),
    tokenExpiresAt: t.expose('tokenExpiresAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the permission ends unless it is renewed; null when there is none or it does not end.',
    }),
    createUnmatched: t.boolean({
      description: 'Whether its new listings that match nothing become products.',
      select: { newListings: true },
      resolve: ({ newListings }) => newListings !== null,
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
    nullable: true,
    description: 'All shops, by platform and name, unlinked ones too.',
    authScopes: { scope: 'shops:read' },
    resolve: (query, _root, _args, { prisma }) =>
      prisma.shop.findMany({ ...query, orderBy: [{ platform: 'asc' }, { name: 'asc' }, { id: 'asc' }] }),
  }),
)

mutation('unlinkShop', {
  description: 'Forgets the tokens of a shop and stops its synchronisation; its data stays.',
  scope: 'shops:write',
  inputDescription: 'Which shop is unlinked.',
  input: (t) => ({ id: t.id({ required: true, description: 'Global id of the shop.' }) }),
  run: ({ id }, { shops, viewer }) => shops.unlink(inputIdOf('Shop', ['id'], id), actorOf(viewer)),
  payloadDescription: 'What became of the shop.',
  payload: (t) => ({
    shop: t.prismaField(changedRow('Shop', 'The shop as it is now; null when the change was refused.')),
  }),
})

mutation('setCreateUnmatched', {
  description:
    'Says whether listings of a shop that match nothing become products when its synchronisation finds them. Those that are there already are for importListings.',
  scope: 'catalog:write',
  inputDescription: 'Whether new listings of a shop become products, and how.',
  input: (t) => ({
    shopId: t.id({ required: true, description: 'Global id of the shop.' }),
    createUnmatched: t.boolean({ required: true, description: 'False: they wait for a person.' }),
    publish: t.boolean({ description: 'True: they are on show at once. Else they are DRAFT.' }),
    categoryId: t.id({ description: 'Global id of a category that they join.' }),
    warehouseId: t.id({
      description:
        'Global id of the warehouse whose opening stock their quantities become. Absent: they are bought to order.',
    }),
  }),
  run: (input, { catalog }) =>
    catalog.setCreateUnmatched(
      localIds(input, { shopId: 'Shop', categoryId: 'Category', warehouseId: 'Warehouse' }),
    ),
  payloadDescription: 'What became of the shop.',
  payload: (t) => ({
    shop: t.prismaField(changedRow('Shop', 'The shop as it is now; null when the change was refused.')),
  }),
})
