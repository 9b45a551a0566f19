import { builder } from '../builder.ts'
import { localIdOf } from '../global-id.ts'
import { startAt } from '../start-at.ts'

const ReservationStatusEnum = builder.enumType('ReservationStatus', {
  description: 'What became of a reservation.',
  values: {
    ACTIVE: { description: 'Holds its units.' },
    CONSUMED: { description: 'The units have left the warehouse.' },
    RELEASED: { description: 'The units were given back, by the owner or on expiry.' },
  } as const,
})

const ReservationOwnerEnum = builder.enumType('ReservationOwner', {
  description: 'What can hold stock. May grow.',
  values: { ORDER: { value: 'order', description: 'An order, until it is shipped or cancelled.' } } as const,
})

builder.prismaNode('Reservation', {
  description: 'Units of one SKU in one warehouse that are promised to somebody.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'What is held.' }),
    warehouse: t.relation('warehouse', { description: 'Where it is.' }),
    quantity: t.exposeInt('quantity', { description: 'Units.' }),
    status: t.expose('status', { type: ReservationStatusEnum, description: 'What became of it.' }),
    ownerType: t.field({
      type: ReservationOwnerEnum,
      description: 'What holds it.',
      resolve: ({ ownerType }) => ownerType as typeof ReservationOwnerEnum.$inferType,
    }),
    ownerId: t.exposeString('ownerId', { description: 'Which one of these.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it expires; null: only its owner can release it.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when it holds.' }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it is active.',
    }),
  }),
})

builder.queryField('reservations', (t) =>
  t.prismaConnection(
    {
      type: 'Reservation',
      nullable: true,
      cursor: 'id',
      description: 'Who holds what, the newest first.',
      authScopes: { scope: 'stock:read' },
      args: {
        skuId: t.arg.id({ description: 'Only those of this SKU.' }),
        status: t.arg({ type: ReservationStatusEnum, description: 'Only those in this state.' }),
      },
      totalCount: (_root, args, { prisma }) => prisma.reservation.count({ where: whereOf(args) }),
      resolve: async (query, _root, args, { prisma }) => {
        const where = whereOf(args)
        const page = await startAt(query, where, (narrowed) => prisma.reservation.count({ where: narrowed }))
        return prisma.reservation.findMany({
          ...page,
          where,
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'ReservationConnection', description: 'A page of reservations.' },
    { name: 'ReservationEdge', description: 'A reservation and its place in the list.' },
  ),
)

function whereOf(args: {
  status?: typeof ReservationStatusEnum.$inferType | null | undefined
  skuId?: string | null | undefined
}) {
  return {
    ...(args.status && { status: args.status }),
    ...(args.skuId && { skuId: localIdOf('Sku', 'skuId', args.skuId) }),
  }
}
