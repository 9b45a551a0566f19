import { builder } from '../builder.ts'
import { StockMovementReasonEnum } from '../enums.ts'

builder.prismaNode('StockMovement', {
  description: 'One line of the ledger. Lines are never changed or removed; their deltas sum to the level.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'What was moved.' }),
    warehouse: t.relation('warehouse', { description: 'Where it was moved.' }),
    delta: t.exposeInt('delta', { description: 'Change of on hand, in units; 0 for reservations.' }),
    reservedDelta: t.exposeInt('reservedDelta', { description: 'Change of reserved, in units.' }),
    incomingDelta: t.exposeInt('incomingDelta', { description: 'Change of incoming, in units.' }),
    reason: t.expose('reason', { type: StockMovementReasonEnum, description: 'Why.' }),
    onHandAfter: t.exposeInt('onHandAfter', { description: 'On hand after it, in units.' }),
    reference: t.exposeString('reference', {
      nullable: true,
      description: 'What caused it: an order, a delivery note.',
    }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: 'Who did it: role and subject, or a job.',
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When.' }),
  }),
})
