import { builder } from '../builder.ts'
import { notImplemented } from '../errors.ts'
import { payloadType } from '../payload-type.ts'

builder.prismaNode('ReplenishmentProposal', {
  description: 'How much to order again, proposed with a low-stock alert.',
  authScopes: { scope: 'alerts:read' },
  // Suppliers see what concerns their own SKUs; through an alert, the alert was checked.
  findUnique: (id, { viewer }) =>
    viewer.role === 'supplier'
      ? { id, alert: { sku: { product: { supplier: { key: viewer.subject ?? '' } } } } }
      : { id },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    quantity: t.exposeInt('quantity', { description: 'Pieces to order.' }),
    status: t.exposeString('status', { description: 'PROPOSED until an operator or a rule decided.' }),
    reason: t.exposeString('reason', { description: 'How the quantity was found, in words.' }),
  }),
})

interface ApproveResult {
  readonly replenishmentId: string | null
}

const ApproveReplenishmentPayload = payloadType<ApproveResult>(
  'ApproveReplenishmentPayload',
  'What became of the approval.',
  (t) => ({
    replenishment: t.prismaField({
      type: 'ReplenishmentProposal',
      nullable: true,
      description: 'The proposal as it is now; null when the approval was refused.',
      resolve: (query, { replenishmentId }, _args, { prisma }) =>
        replenishmentId === null
          ? null
          : prisma.replenishmentProposal.findUnique({ ...query, where: { id: replenishmentId } }),
    }),
  }),
)

builder.mutationField('approveReplenishment', (t) =>
  t.field({
    type: ApproveReplenishmentPayload,
    description: 'Approves a proposal, which then becomes a purchase.',
    authScopes: { scope: 'alerts:write' },
    args: {
      id: t.arg.id({ required: true, description: 'Global id of the proposal.' }),
      quantity: t.arg.int({ description: 'Pieces to order instead of those proposed.' }),
    },
    resolve: () => {
      throw notImplemented('approveReplenishment')
    },
  }),
)
