import { actorOf } from '../../src/domain/viewer.ts'
import { builder, type Types } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import type { TransferStepAnswer } from '../context.ts'
import { localIdOf, localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { levelRow } from '../level-row.ts'
import { mutation, type Payload } from '../mutation.ts'
import { StockLevelRef } from '../refs.ts'
import { startAt } from '../start-at.ts'

const TransferStatusEnum = builder.enumType('TransferStatus', {
  description: 'Where a transfer in two steps stands.',
  values: {
    IN_TRANSIT: { description: 'Has left one warehouse and counts as incoming in the other.' },
    RECEIVED: { description: 'Arrived, whole or in part.' },
    CANCELLED: { description: 'Cancelled: the units are back in the first warehouse.' },
  } as const,
})

builder.prismaNode('StockTransfer', {
  description: 'Units on the way from one warehouse to another.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'What is moved.' }),
    from: t.relation('from', { description: 'Where it left.' }),
    to: t.relation('to', { description: 'Where it goes.' }),
    quantity: t.exposeInt('quantity', { description: 'Units that left.' }),
    received: t.int({
      nullable: true,
      description: 'Units that arrived; null while they are on the way.',
      resolve: ({ status, received }) => (status === 'RECEIVED' ? received : null),
    }),
    status: t.expose('status', { type: TransferStatusEnum, description: 'Its state.' }),
    reference: t.exposeString('reference', { nullable: true, description: "The operator's own reference." }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it left.' }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it arrived or was cancelled.',
    }),
  }),
})

builder.queryField('stockTransfers', (t) =>
  t.prismaConnection(
    {
      type: 'StockTransfer',
      nullable: true,
      cursor: 'id',
      description: 'Transfers in two steps, the newest first.',
      authScopes: { scope: 'stock:read' },
      args: {
        status: t.arg({ type: TransferStatusEnum, description: 'Only those in this state.' }),
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

/** Payload of every step of a transfer. */
const step = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Payload<TransferStepAnswer>>) => ({
  transfer: t.prismaField(
    changedRow(
      'StockTransfer',
      'As it is now; null when the step was refused.',
      ({ transferId }: TransferStepAnswer) => transferId,
    ),
  ),
  stockLevels: t.field({
    type: [StockLevelRef],
    description: 'The levels that changed, as they were right after.',
    resolve: ({ result }) => (result?.levels ?? []).map(({ level }) => levelRow(level)),
  }),
})

mutation('dispatchTransfer', {
  description: 'Units leave one warehouse and are incoming in the other. Reserved units stay.',
  scope: 'stock:write',
  inputDescription: 'What leaves for where.',
  input: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    fromWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that gives.' }),
    toWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that will get.' }),
    quantity: t.int({ required: true, description: 'Units, at least 1.' }),
    reference: t.string({ description: 'Your own, such as a waybill number.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.dispatchTransfer(
      localIds(input, { skuId: 'Sku', fromWarehouseId: 'Warehouse', toWarehouseId: 'Warehouse' }),
      actorOf(viewer),
    ),
  payloadDescription: 'What left.',
  payload: step,
})

mutation('receiveTransfer', {
  description: 'The units have arrived, all or some.',
  scope: 'stock:write',
  inputDescription: 'What arrived.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the transfer.' }),
    received: t.int({
      description: 'Units that arrived; all when absent. The rest is noted as DAMAGE in the ledger.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.receiveTransfer(localIds(input, { id: 'StockTransfer' }), actorOf(viewer)),
  payloadDescription: 'What arrived.',
  payload: step,
})

mutation('cancelTransfer', {
  description: 'Cancels a transfer: the units are back in the first warehouse.',
  scope: 'stock:write',
  inputDescription: 'Which transfer to cancel.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the transfer.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.cancelTransfer(localIds(input, { id: 'StockTransfer' }), actorOf(viewer)),
  payloadDescription: 'The cancelled transfer.',
  payload: step,
})
