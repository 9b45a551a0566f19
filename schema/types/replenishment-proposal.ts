import type { Outcome } from '../../src/domain/user-error.ts'
import { actorOf, type Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { startAt } from '../start-at.ts'

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
    status: t.exposeString('status', {
      description:
        'PROPOSED until somebody decides: APPROVED or DECLINED. WITHDRAWN when stock came back before that.',
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
      cursor: 'id',
      description: 'What to order again, the newest first. Suppliers see what concerns their own SKUs.',
      authScopes: { scope: 'alerts:read' },
      args: { status: t.arg.string({ description: 'Only those that stand there, such as PROPOSED.' }) },
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

function whereOf(status: string | null | undefined, viewer: Viewer) {
  return {
    ...(status && { status }),
    ...(viewer.role === 'supplier' && {
      alert: { sku: { product: { supplier: { key: viewer.subject ?? '' } } } },
    }),
  }
}

interface Answer {
  readonly replenishmentId: string | null
}

/** One type would do for both; the names are fixed. */
const payload = (name: string, description: string) =>
  payloadType<Answer>(name, description, (t) => ({
    replenishment: t.prismaField({
      type: 'ReplenishmentProposal',
      nullable: true,
      description: 'The proposal as it is now; null when it was refused.',
      resolve: (query, { replenishmentId }, _args, { prisma }) =>
        replenishmentId === null
          ? null
          : prisma.replenishmentProposal.findUnique({ ...query, where: { id: replenishmentId } }),
    }),
  }))

const decided = (run: () => Promise<Outcome<string>>) =>
  payloadOf<string, Answer>(run, (replenishmentId) => ({ replenishmentId }), { replenishmentId: null })

builder.mutationFields((t) => ({
  approveReplenishment: t.field({
    type: payload('ApproveReplenishmentPayload', 'What became of the approval.'),
    description: 'Approves a proposal: it becomes a purchase, whose pieces are incoming from now on.',
    authScopes: { scope: 'alerts:write' },
    args: {
      id: t.arg.id({ required: true, description: 'Global id of the proposal.' }),
      quantity: t.arg.int({ description: 'Pieces to order instead of those proposed.' }),
    },
    resolve: (_root, { id, quantity }, { inventory, viewer }) =>
      decided(async () =>
        inventory.approveReplenishment(
          { id: inputIdOf('ReplenishmentProposal', ['id'], id), quantity },
          actorOf(viewer),
        ),
      ),
  }),
  declineReplenishment: t.field({
    type: payload('DeclineReplenishmentPayload', 'What became of the proposal.'),
    description: 'Declines a proposal: nothing is ordered.',
    authScopes: { scope: 'alerts:write' },
    args: { id: t.arg.id({ required: true, description: 'Global id of the proposal.' }) },
    resolve: (_root, { id }, { inventory, viewer }) =>
      decided(async () =>
        inventory.declineReplenishment(inputIdOf('ReplenishmentProposal', ['id'], id), actorOf(viewer)),
      ),
  }),
}))
