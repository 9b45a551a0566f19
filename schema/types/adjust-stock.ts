import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import type { LevelAnswer } from '../context.ts'
import { StockMovementReasonEnum } from '../enums.ts'
import { inputIdOf } from '../global-id.ts'
import { levelRow } from '../level-row.ts'
import { IDEMPOTENCY_KEY, payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { StockLevelRef } from '../refs.ts'

const AdjustStockInput = builder.inputType('AdjustStockInput', {
  description: 'Exactly one of delta and setOnHand.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    warehouseId: t.id({ required: true, description: 'Global id of the warehouse.' }),
    delta: t.int({ description: 'Changes on hand by so many pieces; negative takes away.' }),
    setOnHand: t.int({ description: 'Sets on hand to so many pieces; needs expectedVersion.' }),
    expectedVersion: t.int({ description: 'Version of the level on which setOnHand was decided.' }),
    reason: t.field({ type: StockMovementReasonEnum, description: 'Why; ADJUSTMENT when absent.' }),
    reference: t.string({ description: 'What caused it: an order number, a delivery note.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

interface Answer {
  readonly answer: LevelAnswer | null
}

const StockPayload = payloadType<Answer>(
  'StockPayload',
  'The level after the change and the line it left in the ledger.',
  (t) => ({
    stockLevel: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'As it was right after the change; null when it was refused.',
      resolve: ({ answer }) => answer && levelRow(answer.level),
    }),
    movement: t.prismaField({
      type: 'StockMovement',
      nullable: true,
      description: 'Null when refused, or when nothing had to change.',
      resolve: (query, { answer }, _args, { prisma }) =>
        answer?.movementId
          ? prisma.stockMovement.findUnique({ ...query, where: { id: answer.movementId } })
          : null,
    }),
  }),
)

builder.mutationField('adjustStock', (t) =>
  t.field({
    type: StockPayload,
    description: 'Changes on hand of one SKU in one warehouse.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: AdjustStockInput, required: true, description: 'The change.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      payloadOf<LevelAnswer, Answer>(
        async () =>
          inventory.adjustStock(
            {
              ...input,
              skuId: inputIdOf('Sku', ['skuId'], input.skuId),
              warehouseId: inputIdOf('Warehouse', ['warehouseId'], input.warehouseId),
            },
            actorOf(viewer),
          ),
        (answer) => ({ answer }),
        { answer: null },
      ),
  }),
)
