import { builder } from '../builder.ts'
import { localIdOf } from '../global-id.ts'
import { startAt } from '../start-at.ts'

const ReservationStatusEnum = builder.enumType('ReservationStatus', {
  description: 'What became of a reservation.',
  values: {
    ACTIVE: { description: 'Holds its pieces.' },
    CONSUMED: { description: 'The pieces left the house.' },
    RELEASED: { description: 'The pieces were given back, by its owner or because its time was over.' },
  } as const,
})

builder.prismaNode('Reservation', {
  description: 'Pieces of one SKU in one warehouse that are promised to somebody.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'What is held.' }),
    warehouse: t.relation('warehouse', { description: 'Where it lies.' }),
    quantity: t.exposeInt('quantity', { description: 'Pieces.' }),
    status: t.expose('status', { type: ReservationStatusEnum, description: 'What became of it.' }),
    ownerType: t.exposeString('ownerType', { description: 'What holds it, such as "order".' }),
    ownerId: t.exposeString('ownerId', { description: 'Which one of these.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it gives up by itself; null: only when its owner lets go.',
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
      cursor: 'id',
      description: 'Who holds what, the newest first.',
      authScopes: { scope: 'stock:read' },
      args: {
        skuId: t.arg.id({ description: 'Only those of this SKU.' }),
        status: t.arg({ type: ReservationStatusEnum, description: 'Only those that stand there.' }),
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
