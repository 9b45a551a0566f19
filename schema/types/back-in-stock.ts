import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { forbidden } from '../errors.ts'
import { inputIdOf } from '../global-id.ts'
import { mutation } from '../mutation.ts'
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
      nullable: true,
      cursor: 'id',
      description: 'What the customer waits for and what came back, the newest request first.',
      authScopes: { scope: 'orders:own' },
      args: {
        notified: t.arg.boolean({ description: 'True: those that came back. False: those still waiting.' }),
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

mutation('notifyWhenBack', {
  description: 'Requests a notification when a SKU can be bought again. Asking twice is one request.',
  scope: 'orders:own',
  inputDescription: 'What is waited for.',
  input: (t) => ({ skuId: t.id({ required: true, description: 'Global id of the SKU.' }) }),
  run: ({ skuId }, { alerts, viewer }) => {
    if (viewer.subject === null) throw forbidden(viewer)
    return alerts.notifyWhenBack(inputIdOf('Sku', ['skuId'], skuId), viewer.subject)
  },
  payloadDescription: 'What is waited for now.',
  payload: (t) => ({ request: t.prismaField(changedRow('BackInStockRequest', 'Null when it was refused.')) }),
})
