import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'

const ArrivedInput = builder.inputType('ArrivedInput', {
  description: 'Units of one SKU that arrived.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    quantity: t.int({ required: true, description: 'Units, 0 or more.' }),
  }),
})

interface Arrival {
  readonly purchaseOrderId: string
  readonly received: number
  readonly complete: boolean
}

mutation('receivePurchase', {
  description: 'Goods of a replenishment are here: incoming becomes on hand.',
  scope: 'stock:write',
  inputDescription: 'What a purchase for our own stock brought.',
  input: (t) => ({
    purchaseOrderId: t.id({ required: true, description: 'Global id of the purchase.' }),
    arrived: t.field({ type: [ArrivedInput], description: 'What arrived; all that is awaited when absent.' }),
    complete: t.boolean({
      description: 'Nothing more will come: the rest is noted as DAMAGE in the ledger.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { inventory, viewer }) =>
    inventory.receivePurchase(
      {
        ...localIds(input, { purchaseOrderId: 'PurchaseOrder' }),
        arrived: input.arrived?.map((arrived, index) =>
          localIds(arrived, { skuId: 'Sku' }, ['arrived', String(index)]),
        ),
      },
      actorOf(viewer),
    ),
  payloadDescription: 'What was counted in.',
  payload: (t) => ({
    purchase: t.prismaField(
      changedRow(
        'PurchaseOrder',
        'As it is now; null when it was refused.',
        (arrival: Arrival) => arrival.purchaseOrderId,
      ),
    ),
    received: t.int({
      description: 'Units added to on hand.',
      resolve: ({ result }) => result?.received ?? 0,
    }),
    complete: t.boolean({
      description: 'Whether nothing of the purchase is awaited any more.',
      resolve: ({ result }) => result?.complete ?? false,
    }),
  }),
})
