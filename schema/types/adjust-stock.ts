import { actorOf } from '../../src/domain/viewer.ts'
import { StockMovementReasonEnum } from '../enums.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { levelRow } from '../level-row.ts'
import { mutation } from '../mutation.ts'
import { StockLevelRef } from '../refs.ts'

mutation('adjustStock', {
  description: 'Changes on hand of one SKU in one warehouse.',
  scope: 'stock:write',
  inputDescription: 'Exactly one of delta and setOnHand.',
  input: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    warehouseId: t.id({ required: true, description: 'Global id of the warehouse.' }),
    delta: t.int({ description: 'Change of on hand, in units; negative reduces it.' }),
    setOnHand: t.int({ description: 'New value of on hand, in units; needs expectedVersion.' }),
    expectedVersion: t.int({ description: 'Version of the level on which setOnHand was decided.' }),
    reason: t.field({ type: StockMovementReasonEnum, description: 'Why; ADJUSTMENT when absent.' }),
    reference: t.string({ description: 'What caused it: an order number, a delivery note.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.adjustStock(localIds(input, { skuId: 'Sku', warehouseId: 'Warehouse' }), actorOf(viewer)),
  payloadDescription: 'The level after the change and the line it left in the ledger.',
  payload: (t) => ({
    stockLevel: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'As it was right after the change; null when it was refused.',
      resolve: ({ result }) => result && levelRow(result.level),
    }),
    movement: t.prismaField({
      type: 'StockMovement',
      nullable: true,
      description: 'Null when refused, or when nothing had to change.',
      resolve: (query, { result }, _args, { prisma }) =>
        result?.movementId
          ? prisma.stockMovement.findUnique({ ...query, where: { id: result.movementId } })
          : null,
    }),
  }),
})
