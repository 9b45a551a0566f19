import { builder } from '../builder.ts'
import { OrderStatusEnum } from '../enums.ts'

builder.prismaObject('OrderEvent', {
  description:
    'One step in the history of an order. Late and repeated news is kept here too, with equal states.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    from: t.expose('from', {
      type: OrderStatusEnum,
      nullable: true,
      description: 'State before; null for the first step.',
    }),
    to: t.expose('to', { type: OrderStatusEnum, description: 'State after.' }),
    note: t.exposeString('note', { nullable: true, description: 'What happened, in words.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: 'Who did it: role and subject, or a job.',
    }),
  }),
})
