import type { Outcome } from '../../src/domain/user-error.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import type { TransferStepAnswer } from '../context.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { levelRow } from '../level-row.ts'
import { IDEMPOTENCY_KEY, payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { StockLevelRef } from '../refs.ts'
import { startAt } from '../start-at.ts'

const TransferStatusEnum = builder.enumType('TransferStatus', {
  description: 'Where a transfer in two steps stands.',
  values: {
    IN_TRANSIT: { description: 'Has left one warehouse and counts as incoming in the other.' },
    RECEIVED: { description: 'Arrived, whole or in part.' },
    CANCELLED: { description: 'Called off: the pieces are back where they came from.' },
  } as const,
})

builder.prismaNode('StockTransfer', {
  description: 'Pieces on the way from one warehouse to another.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'What is moved.' }),
    from: t.relation('from', { description: 'Where it left.' }),
    to: t.relation('to', { description: 'Where it goes.' }),
    quantity: t.exposeInt('quantity', { description: 'Pieces that left.' }),
    received: t.int({
      nullable: true,
      description: 'Pieces that arrived; null while they are on the way.',
      resolve: ({ status, received }) => (status === 'RECEIVED' ? received : null),
    }),
    status: t.expose('status', { type: TransferStatusEnum, description: 'Where it stands.' }),
    reference: t.exposeString('reference', { nullable: true, description: "The operator's own reference." }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it left.' }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it arrived or was called off.',
    }),
  }),
})

builder.queryField('stockTransfers', (t) =>
  t.prismaConnection(
    {
      type: 'StockTransfer',
      cursor: 'id',
      description: 'Transfers in two steps, the newest first.',
      authScopes: { scope: 'stock:read' },
      args: {
        status: t.arg({ type: TransferStatusEnum, description: 'Only those that stand there.' }),
        skuId: t.arg.id({ description: 'Only those of this SKU.' }),
      },
      totalCount: (_root, args, { prisma }) => prisma.stockTransfer.count({ where: whereOf(args) }),
      resolve: async (query, _root, args, { prisma }) => {
        const where = whereOf(args)
        const page = await startAt(query, where, (narrowed) =>
          prisma.stockTransfer.count({ where: narrowed }),
        )
        return prisma.stockTransfer.findMany({
          ...page,
          where,
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'StockTransferConnection', description: 'A page of transfers.' },
    { name: 'StockTransferEdge', description: 'A transfer and its place in the list.' },
  ),
)

function whereOf(args: {
  status?: typeof TransferStatusEnum.$inferType | null | undefined
  skuId?: string | null | undefined
}) {
  return {
    ...(args.status && { status: args.status }),
    ...(args.skuId && { skuId: localIdOf('Sku', 'skuId', args.skuId) }),
  }
}

interface Step {
  readonly answer: TransferStepAnswer | null
}

const StockTransferPayload = payloadType<Step>('StockTransferPayload', 'What a step led to.', (t) => ({
  transfer: t.prismaField({
    type: 'StockTransfer',
    nullable: true,
    description: 'As it is now; null when the step was refused.',
    resolve: (query, { answer }, _args, { prisma }) =>
      answer ? prisma.stockTransfer.findUnique({ ...query, where: { id: answer.transferId } }) : null,
  }),
  stockLevels: t.field({
    type: [StockLevelRef],
    description: 'The levels that changed, as they were right after.',
    resolve: ({ answer }) => (answer?.levels ?? []).map((one) => levelRow(one.level)),
  }),
}))

const step = (run: () => Promise<Outcome<TransferStepAnswer>>) =>
  payloadOf<TransferStepAnswer, Step>(run, (answer) => ({ answer }), { answer: null })

const DispatchTransferInput = builder.inputType('DispatchTransferInput', {
  description: 'What leaves for where.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    fromWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that gives.' }),
    toWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that will get.' }),
    quantity: t.int({ required: true, description: 'Pieces, at least 1.' }),
    reference: t.string({ description: 'Your own, such as a waybill number.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

const ReceiveTransferInput = builder.inputType('ReceiveTransferInput', {
  description: 'What arrived.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Global id of the transfer.' }),
    received: t.int({
      description: 'Pieces that arrived; all when absent. The rest is noted as DAMAGE in the ledger.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

const CancelTransferInput = builder.inputType('CancelTransferInput', {
  description: 'What is called off.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Global id of the transfer.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

builder.mutationFields((t) => ({
  dispatchTransfer: t.field({
    type: StockTransferPayload,
    description: 'Pieces leave one warehouse and are incoming in the other. What is reserved stays.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: DispatchTransferInput, required: true, description: 'The transfer.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      step(async () =>
        inventory.dispatchTransfer(
          {
            ...input,
            skuId: inputIdOf('Sku', ['skuId'], input.skuId),
            fromWarehouseId: inputIdOf('Warehouse', ['fromWarehouseId'], input.fromWarehouseId),
            toWarehouseId: inputIdOf('Warehouse', ['toWarehouseId'], input.toWarehouseId),
          },
          actorOf(viewer),
        ),
      ),
  }),
  receiveTransfer: t.field({
    type: StockTransferPayload,
    description: 'The pieces have arrived, or as many as did.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: ReceiveTransferInput, required: true, description: 'The arrival.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      step(async () =>
        inventory.receiveTransfer(
          { ...input, id: inputIdOf('StockTransfer', ['id'], input.id) },
          actorOf(viewer),
        ),
      ),
  }),
  cancelTransfer: t.field({
    type: StockTransferPayload,
    description: 'The pieces are back where they came from.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: CancelTransferInput, required: true, description: 'The transfer.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      step(async () =>
        inventory.cancelTransfer(
          { ...input, id: inputIdOf('StockTransfer', ['id'], input.id) },
          actorOf(viewer),
        ),
      ),
  }),
}))
