import { builder } from '../builder.ts'
import { forbidden } from '../errors.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('BackInStockRequest', {
  description: 'A customer waits for a SKU to come back. Told once, then over.',
  authScopes: { scope: 'orders:own' },
  findUnique: (id, { viewer }) => ({ id, customerId: viewer.subject ?? '' }),
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'What is waited for.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    notifiedAt: t.expose('notifiedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it came back; null while it is waited for.',
    }),
  }),
})

builder.queryField('backInStockRequests', (t) =>
  t.prismaConnection(
    {
      type: 'BackInStockRequest',
      cursor: 'id',
      description: 'What the customer waits for and what came back, the newest request first.',
      authScopes: { scope: 'orders:own' },
      args: {
        notified: t.arg.boolean({ description: 'True: what came back. False: what is still waited for.' }),
      },
      totalCount: (_root, args, { prisma, viewer }) =>
        prisma.backInStockRequest.count({ where: whereOf(args, viewer.subject) }),
      resolve: async (query, _root, args, { prisma, viewer }) => {
        const where = whereOf(args, viewer.subject)
        const page = await startAt(query, where, (narrowed) =>
          prisma.backInStockRequest.count({ where: narrowed }),
        )
        return prisma.backInStockRequest.findMany({
          ...page,
          where,
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'BackInStockRequestConnection', description: 'A page of requests.' },
    { name: 'BackInStockRequestEdge', description: 'A request and its place in the list.' },
  ),
)

function whereOf({ notified }: { notified?: boolean | null | undefined }, customerId: string | null) {
  return {
    customerId: customerId ?? '',
    ...(notified === true && { notifiedAt: { not: null } }),
    ...(notified === false && { notifiedAt: null }),
  }
}

interface Answer {
  readonly requestId: string | null
}

const NotifyWhenBackPayload = payloadType<Answer>(
  'NotifyWhenBackPayload',
  'What is waited for now.',
  (t) => ({
    request: t.prismaField({
      type: 'BackInStockRequest',
      nullable: true,
      description: 'Null when it was refused.',
      resolve: (query, { requestId }, _args, { prisma }) =>
        requestId ? prisma.backInStockRequest.findUnique({ ...query, where: { id: requestId } }) : null,
    }),
  }),
)

builder.mutationField('notifyWhenBack', (t) =>
  t.field({
    type: NotifyWhenBackPayload,
    description: 'Asks to be told when a SKU can be bought again. Asking twice is one request.',
    authScopes: { scope: 'orders:own' },
    args: { skuId: t.arg.id({ required: true, description: 'Global id of the SKU.' }) },
    resolve: (_root, { skuId }, { alerts, viewer }) => {
      const { subject } = viewer
      if (subject === null) throw forbidden(viewer)
      return payloadOf<string, Answer>(
        async () => alerts.notifyWhenBack(inputIdOf('Sku', ['skuId'], skuId), subject),
        (requestId) => ({ requestId }),
        { requestId: null },
      )
    },
  }),
)
