import { actorOf } from '../../src/domain/viewer.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { levelRow } from '../level-row.ts'
import { mutation } from '../mutation.ts'
import { StockLevelRef } from '../refs.ts'

mutation('transferStock', {
  description: 'Moves units between two warehouses at once: both levels change, or neither.',
  scope: 'stock:write',
  inputDescription: 'From one warehouse to another.',
  input: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    fromWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that gives.' }),
    toWarehouseId: t.id({ required: true, description: 'Global id of the warehouse that gets.' }),
    quantity: t.int({ required: true, description: 'Units, at least 1.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.transferStock(
      localIds(input, { skuId: 'Sku', fromWarehouseId: 'Warehouse', toWarehouseId: 'Warehouse' }),
      actorOf(viewer),
    ),
  payloadDescription: 'Both levels after the transfer.',
  payload: (t) => ({
    from: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'The level that gave; null when it was refused.',
      resolve: ({ result }) => result && levelRow(result.from.level),
    }),
    to: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'The level that got; null when it was refused.',
      resolve: ({ result }) => result && levelRow(result.to.level),
    }),
  }),
})
