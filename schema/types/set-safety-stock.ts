import { actorOf } from '../../src/domain/viewer.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { levelRow } from '../level-row.ts'
import { mutation } from '../mutation.ts'
import { StockLevelRef } from '../refs.ts'

mutation('setSafetyStock', {
  description: 'Changes what a warehouse keeps back; on hand stays, what is available follows.',
  scope: 'stock:write',
  inputDescription: 'How much of a SKU a warehouse keeps back.',
  input: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    warehouseId: t.id({ required: true, description: 'Global id of the warehouse.' }),
    safetyStock: t.int({ required: true, description: 'Units that are never promised; 0 keeps none.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.setSafetyStock(localIds(input, { skuId: 'Sku', warehouseId: 'Warehouse' }), actorOf(viewer)),
  payloadDescription: 'The level after the change.',
  payload: (t) => ({
    stockLevel: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'As it was right after the change; null when it was refused.',
      resolve: ({ result }) => result && levelRow(result.level),
    }),
  }),
})
