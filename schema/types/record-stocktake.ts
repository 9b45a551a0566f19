import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { levelRow } from '../level-row.ts'
import { mutation } from '../mutation.ts'
import { StockLevelRef } from '../refs.ts'

const StocktakeCountInput = builder.inputType('StocktakeCountInput', {
  description: 'What was counted of one SKU.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    counted: t.int({ required: true, description: 'Units counted.' }),
  }),
})

mutation('recordStocktake', {
  description: 'Sets on hand to what was counted, all or nothing. The ledger gets the differences.',
  scope: 'stock:write',
  inputDescription: 'A count of several SKUs in one warehouse, at most 500.',
  input: (t) => ({
    warehouseId: t.id({ required: true, description: 'Global id of the warehouse.' }),
    counts: t.field({ type: [StocktakeCountInput], required: true, description: 'Each SKU once.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.recordStocktake(
      {
        ...localIds(input, { warehouseId: 'Warehouse' }),
        counts: input.counts.map((count, index) =>
          localIds(count, { skuId: 'Sku' }, ['counts', String(index)]),
        ),
      },
      actorOf(viewer),
    ),
  payloadDescription: 'The levels after the count.',
  payload: (t) => ({
    stockLevels: t.field({
      type: [StockLevelRef],
      description: 'In the order of the counts; empty when it was refused.',
      resolve: ({ result: levels }) => (levels ?? []).map(({ level }) => levelRow(level)),
    }),
  }),
})
