import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import type { LevelAnswer } from '../context.ts'
import { inputIdOf } from '../global-id.ts'
import { levelRow } from '../level-row.ts'
import { IDEMPOTENCY_KEY, payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { StockLevelRef } from '../refs.ts'

const TransferStockInput = builder.inputType('TransferStockInput', {
  description: 'From one warehouse to another.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    fromWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that gives.' }),
    toWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that gets.' }),
    quantity: t.int({ required: true, description: 'Pieces, at least 1.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

interface Answer {
  readonly from: LevelAnswer | null
  readonly to: LevelAnswer | null
}

const TransferStockPayload = payloadType<Answer>(
  'TransferStockPayload',
  'Both levels after the transfer.',
  (t) => ({
    from: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'The level that gave; null when it was refused.',
      resolve: ({ from }) => from && levelRow(from.level),
    }),
    to: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'The level that got; null when it was refused.',
      resolve: ({ to }) => to && levelRow(to.level),
    }),
  }),
)

builder.mutationField('transferStock', (t) =>
  t.field({
    type: TransferStockPayload,
    description: 'Moves pieces between two warehouses at once: both levels change, or neither.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: TransferStockInput, required: true, description: 'The transfer.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      payloadOf<{ from: LevelAnswer; to: LevelAnswer }, Answer>(
        async () =>
          inventory.transferStock(
            {
              ...input,
              skuId: inputIdOf('Sku', ['skuId'], input.skuId),
              fromWarehouseId: inputIdOf('Warehouse', ['fromWarehouseId'], input.fromWarehouseId),
              toWarehouseId: inputIdOf('Warehouse', ['toWarehouseId'], input.toWarehouseId),
            },
            actorOf(viewer),
          ),
        (answer) => answer,
        { from: null, to: null },
      ),
  }),
)
