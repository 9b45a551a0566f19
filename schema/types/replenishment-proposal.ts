import { actorOf, type Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { inputIdOf, localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'

const ReplenishmentStatusEnum = builder.enumType('ReplenishmentStatus', {
  description: 'Where a proposal to order again stands.',
  values: {
    PROPOSED: { description: 'Somebody has to decide.' },
    APPROVED: { description: 'A purchase exists; `purchases` shows its progress.' },
    DECLINED: { description: 'Nothing is ordered.' },
    WITHDRAWN: { description: 'Stock came back before somebody decided.' },
    ORDERED: { description: 'The supplier has the order.' },
    RECEIVED: { description: 'The goods are here.' },
  } as const,
})
type ReplenishmentStatus = typeof ReplenishmentStatusEnum.$inferType

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
    quantity: t.exposeInt('quantity', { description: 'Units to order.' }),
    status: t.field({
      type: ReplenishmentStatusEnum,
      description: 'Its state.',
      resolve: ({ status }) => status as ReplenishmentStatus,
    }),
    reason: t.exposeString('reason', { description: 'How the quantity was found, in words.' }),
    alert: t.relation('alert', { description: 'The alert that it came with.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was proposed.' }),
    decidedAt: t.expose('decidedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was decided.',
    }),
    decidedBy: t.exposeString('decidedBy', {
      nullable: true,
      description: 'Who decided. Not for suppliers.',
      authScopes: { scope: 'stock:read' },
    }),
    purchases: t.relation('purchases', {
      nullable: true,
      description: 'What was ordered on it. Not for suppliers.',
      authScopes: { scope: 'orders:read' },
      query: { orderBy: { id: 'asc' } },
    }),
  }),
})

builder.queryField('replenishmentProposals', (t) =>
  t.prismaConnection(
    {
      type: 'ReplenishmentProposal',
      nullable: true,
      cursor: 'id',
      description: 'What to order again, the newest first. Suppliers see what concerns their own SKUs.',
      authScopes: { scope: 'alerts:read' },
      args: { status: t.arg({ type: ReplenishmentStatusEnum, description: 'Only those in this state.' }) },
      totalCount: (_root, { status }, { prisma, viewer }) =>
        prisma.replenishmentProposal.count({ where: whereOf(status, viewer) }),
      resolve: async (query, _root, { status }, { prisma, viewer }) => {
        const where = whereOf(status, viewer)
        const page = await startAt(query, where, (narrowed) =>
          prisma.replenishmentProposal.count({ where: narrowed }),
        )
        return prisma.replenishmentProposal.findMany({
          ...page,
          where,
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'ReplenishmentProposalConnection', description: 'A page of proposals.' },
    { name: 'ReplenishmentProposalEdge', description: 'A proposal and its place in the list.' },
  ),
)

function whereOf(status: ReplenishmentStatus | null | undefined, viewer: Viewer) {
  return {
    ...(status && { status }),
    ...(viewer.role === 'supplier' && {
      alert: { sku: { product: { supplier: { key: viewer.subject ?? '' } } } },
    }),
  }
}

const DECIDED = 'The proposal as it is now; null when it was refused.'

mutation('approveReplenishment', {
  description: 'Approves a proposal: it becomes a purchase, whose units are incoming from now on.',
  scope: 'alerts:write',
  inputDescription: 'Which proposal is ordered, and how much.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the proposal.' }),
    quantity: t.int({ description: 'Units to order instead of the proposed quantity.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.approveReplenishment(localIds(input, { id: 'ReplenishmentProposal' }), actorOf(viewer)),
  payloadDescription: 'What became of the approval.',
  payload: (t) => ({ proposal: t.prismaField(changedRow('ReplenishmentProposal', DECIDED)) }),
})

mutation('declineReplenishment', {
  description: 'Declines a proposal: nothing is ordered.',
  scope: 'alerts:write',
  inputDescription: 'Which proposal is declined.',
  input: (t) => ({ id: t.id({ required: true, description: 'Global id of the proposal.' }) }),
  run: ({ id }, { inventory, viewer }) =>
    inventory.declineReplenishment(inputIdOf('ReplenishmentProposal', ['id'], id), actorOf(viewer)),
  payloadDescription: 'What became of the proposal.',
  payload: (t) => ({ proposal: t.prismaField(changedRow('ReplenishmentProposal', DECIDED)) }),
})
