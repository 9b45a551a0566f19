import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import type { LevelAnswer } from '../context.ts'
import { inputIdOf } from '../global-id.ts'
import { levelRow } from '../level-row.ts'
import { IDEMPOTENCY_KEY, payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { StockLevelRef } from '../refs.ts'

const SetSafetyStockInput = builder.inputType('SetSafetyStockInput', {
  description: 'How much of a SKU a warehouse keeps back.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    warehouseId: t.id({ required: true, description: 'Global id of the warehouse.' }),
    safetyStock: t.int({ required: true, description: 'Pieces that are never promised; 0 keeps none.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

interface Answer {
  readonly answer: LevelAnswer | null
}

const SetSafetyStockPayload = payloadType<Answer>(
  'SetSafetyStockPayload',
  'The level after the change.',
  (t) => ({
    stockLevel: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'As it was right after the change; null when it was refused.',
      resolve: ({ answer }) => answer && levelRow(answer.level),
    }),
  }),
)

builder.mutationField('setSafetyStock', (t) =>
  t.field({
    type: SetSafetyStockPayload,
    description: 'Changes what a warehouse keeps back; on hand stays, what is available follows.',
    authScopes: { scope: 'stock:write' },
    args: {
      input: t.arg({ type: SetSafetyStockInput, required: true, description: 'What to keep back.' }),
    },
    resolve: (_root, { input }, { inventory, viewer }) =>
      payloadOf<LevelAnswer, Answer>(
        async () =>
          inventory.setSafetyStock(
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
