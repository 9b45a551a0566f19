import { roleOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { OrderStatusEnum } from '../enums.ts'

builder.prismaObject('OrderEvent', {
  description:
    'One entry in the history of an order. News that does not change its state has equal states; news that repeats an entry adds none.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    from: t.expose('from', {
      type: OrderStatusEnum,
      nullable: true,
      description: 'State before; null for the first step.',
    }),
    to: t.expose('to', { type: OrderStatusEnum, description: 'State after.' }),
    note: t.string({
      nullable: true,
      description:
        'What happened, in words. Customers read what is written for them; null when nothing is, such as the reason of an operator.',
      resolve: ({ note, customerNote }, _args, { viewer }) =>
        viewer.scopes.has('orders:read') ? note : customerNote,
    }),
    actor: t.string({
      nullable: true,
      description:
        'Who did it: role and subject, or a job. Customers read the role alone, such as `operator`.',
      resolve: ({ actor }, _args, { viewer }) =>
        viewer.scopes.has('orders:read') || actor === null ? actor : roleOf(actor),
    }),
  }),
})
