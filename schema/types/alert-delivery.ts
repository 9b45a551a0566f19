import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { startAt } from '../start-at.ts'

const DeliveryStatusEnum = builder.enumType('DeliveryStatus', {
  description: 'Where a delivery stands.',
  values: {
    PENDING: { description: 'To be sent, or to be tried again.' },
    DELIVERED: { description: 'The receiver took it.' },
    DEAD: { description: 'Given up after the last attempt; it can be begun anew.' },
  } as const,
})

builder.prismaNode('AlertDelivery', {
  description: 'An alert on its way to a supplier.',
  authScopes: { scope: 'alerts:write' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    alert: t.relation('alert', { description: 'What is told.' }),
    channel: t.exposeString('channel', { description: 'WEBHOOK or EMAIL.' }),
    target: t.exposeString('target', { description: 'Address that it goes to.' }),
    status: t.expose('status', { type: DeliveryStatusEnum, description: 'Where it stands.' }),
    attempts: t.exposeInt('attempts', { description: 'Attempts made.' }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried again; null when it is over.',
      resolve: ({ status, nextAttemptAt }) => (status === 'PENDING' ? nextAttemptAt : null),
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why the last attempt failed, in words.',
    }),
    deliveredAt: t.expose('deliveredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the receiver took it.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the alert opened.' }),
  }),
})

builder.queryField('alertDeliveries', (t) =>
  t.prismaConnection(
    {
      type: 'AlertDelivery',
      cursor: 'id',
      description: 'What suppliers are told, the newest first; DEAD ones wait for an operator.',
      authScopes: { scope: 'alerts:write' },
      args: { status: t.arg({ type: DeliveryStatusEnum, description: 'Only those that stand there.' }) },
      totalCount: (_root, { status }, { prisma }) =>
        prisma.alertDelivery.count({ where: status ? { status } : {} }),
      resolve: async (query, _root, { status }, { prisma }) => {
        const where = status ? { status } : {}
        const page = await startAt(query, where, (narrowed) =>
          prisma.alertDelivery.count({ where: narrowed }),
        )
        return prisma.alertDelivery.findMany({
          ...page,
          where,
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'AlertDeliveryConnection', description: 'A page of deliveries.' },
    { name: 'AlertDeliveryEdge', description: 'A delivery and its place in the list.' },
  ),
)

interface Answer {
  readonly deliveryId: string | null
}

const RetryAlertDeliveryPayload = payloadType<Answer>(
  'RetryAlertDeliveryPayload',
  'The delivery as it is now.',
  (t) => ({
    delivery: t.prismaField({
      type: 'AlertDelivery',
      nullable: true,
      description: 'Null when it was refused.',
      resolve: (query, { deliveryId }, _args, { prisma }) =>
        deliveryId ? prisma.alertDelivery.findUnique({ ...query, where: { id: deliveryId } }) : null,
    }),
  }),
)

builder.mutationField('retryAlertDelivery', (t) =>
  t.field({
    type: RetryAlertDeliveryPayload,
    description: 'Sends again what was given up, or sooner what waits, with all attempts.',
    authScopes: { scope: 'alerts:write' },
    args: { id: t.arg.id({ required: true, description: 'Global id of the delivery.' }) },
    resolve: (_root, { id }, { alerts }) =>
      payloadOf<string, Answer>(
        async () => alerts.retryAlertDelivery(inputIdOf('AlertDelivery', ['id'], id)),
        (deliveryId) => ({ deliveryId }),
        { deliveryId: null },
      ),
  }),
)
