import type { DeliveryChannel } from '../../src/domain/alert.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { inputIdOf } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'

const DeliveryStatusEnum = builder.enumType('DeliveryStatus', {
  description: 'State of a delivery.',
  values: {
    PENDING: { description: 'To be sent, or to be tried again.' },
    DELIVERED: { description: 'The receiver took it.' },
    DEAD: { description: 'Given up after the last attempt; it can be restarted.' },
  } as const,
})

const DeliveryChannelEnum = builder.enumType('DeliveryChannel', {
  description: 'How a supplier is notified.',
  values: {
    WEBHOOK: { description: 'A signed post to an address of the supplier.' },
    EMAIL: { description: 'An e-mail.' },
  } satisfies Record<DeliveryChannel, { readonly description: string }>,
})

builder.prismaNode('AlertDelivery', {
  description: 'An alert on its way to a supplier.',
  authScopes: { scope: 'alerts:write' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    alert: t.relation('alert', { description: 'The alert that is sent.' }),
    channel: t.field({
      type: DeliveryChannelEnum,
      description: 'How it is sent.',
      resolve: ({ channel }) => channel as DeliveryChannel,
    }),
    target: t.exposeString('target', { description: 'Address that it goes to.' }),
    status: t.expose('status', { type: DeliveryStatusEnum, description: 'Its state.' }),
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
      nullable: true,
      cursor: 'id',
      description: 'Notifications to suppliers, the newest first; DEAD ones wait for an operator.',
      authScopes: { scope: 'alerts:write' },
      args: { status: t.arg({ type: DeliveryStatusEnum, description: 'Only those in this state.' }) },
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

mutation('retryAlertDelivery', {
  description: 'Sends again what was given up, or sooner what waits, with all attempts.',
  scope: 'alerts:write',
  inputDescription: 'Which delivery is sent again.',
  input: (t) => ({ id: t.id({ required: true, description: 'Global id of the delivery.' }) }),
  run: (input, { alerts }) => alerts.retryAlertDelivery(inputIdOf('AlertDelivery', ['id'], input.id)),
  payloadDescription: 'The delivery as it is now.',
  payload: (t) => ({ delivery: t.prismaField(changedRow('AlertDelivery', 'Null when it was refused.')) }),
})
