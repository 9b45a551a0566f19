import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import type { LevelAnswer } from '../context.ts'
import { inputIdOf } from '../global-id.ts'
import { levelRow } from '../level-row.ts'
import { IDEMPOTENCY_KEY, payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { StockLevelRef } from '../refs.ts'

const StocktakeCountInput = builder.inputType('StocktakeCountInput', {
  description: 'What was counted of one SKU.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    counted: t.int({ required: true, description: 'Pieces that are there.' }),
  }),
})

const RecordStocktakeInput = builder.inputType('RecordStocktakeInput', {
  description: 'A count of several SKUs in one warehouse, at most 500.',
  fields: (t) => ({
    warehouseId: t.id({ required: true, description: 'Global id of the warehouse.' }),
    counts: t.field({ type: [StocktakeCountInput], required: true, description: 'Each SKU once.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

interface Answer {
  readonly levels: readonly LevelAnswer[]
}

const RecordStocktakePayload = payloadType<Answer>(
  'RecordStocktakePayload',
  'The levels after the count.',
  (t) => ({
    stockLevels: t.field({
      type: [StockLevelRef],
      description: 'In the order of the counts; empty when it was refused.',
      resolve: ({ levels }) => levels.map(({ level }) => levelRow(level)),
    }),
  }),
)

builder.mutationField('recordStocktake', (t) =>
  t.field({
    type: RecordStocktakePayload,
    description: 'Sets on hand to what was counted, all or nothing. The ledger gets the differences.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: RecordStocktakeInput, required: true, description: 'The count.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      payloadOf<LevelAnswer[], Answer>(
        async () =>
          inventory.recordStocktake(
            {
              ...input,
              warehouseId: inputIdOf('Warehouse', ['warehouseId'], input.warehouseId),
              counts: input.counts.map((count, index) => ({
                ...count,
                skuId: inputIdOf('Sku', ['counts', String(index), 'skuId'], count.skuId),
              })),
            },
            actorOf(viewer),
          ),
        (levels) => ({ levels }),
        { levels: [] },
      ),
  }),
)
