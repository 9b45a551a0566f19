import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { IDEMPOTENCY_KEY, payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

const ArrivedInput = builder.inputType('ArrivedInput', {
  description: 'Pieces of one SKU that arrived.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    quantity: t.int({ required: true, description: 'Pieces, 0 or more.' }),
  }),
})

const ReceivePurchaseInput = builder.inputType('ReceivePurchaseInput', {
  description: 'What a purchase for our own stock brought.',
  fields: (t) => ({
    purchaseOrderId: t.id({ required: true, description: 'Global id of the purchase.' }),
    arrived: t.field({ type: [ArrivedInput], description: 'What arrived; all that is awaited when absent.' }),
    complete: t.boolean({
      description: 'Nothing more will come: what is still awaited is noted as DAMAGE in the ledger.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

interface Arrival {
  readonly purchaseOrderId: string
  readonly received: number
  readonly complete: boolean
}

interface Answer {
  readonly arrival: Arrival | null
}

const ReceivePurchasePayload = payloadType<Answer>('ReceivePurchasePayload', 'What was counted in.', (t) => ({
  purchase: t.prismaField({
    type: 'PurchaseOrder',
    nullable: true,
    description: 'As it is now; null when it was refused.',
    resolve: (query, { arrival }, _args, { prisma }) =>
      arrival ? prisma.purchaseOrder.findUnique({ ...query, where: { id: arrival.purchaseOrderId } }) : null,
  }),
  received: t.int({
    description: 'Pieces that are on hand now because of this.',
    resolve: ({ arrival }) => arrival?.received ?? 0,
  }),
  complete: t.boolean({
    description: 'Whether nothing of the purchase is awaited any more.',
    resolve: ({ arrival }) => arrival?.complete ?? false,
  }),
}))

builder.mutationField('receivePurchase', (t) =>
  t.field({
    type: ReceivePurchasePayload,
    description: 'Goods of a replenishment are here: incoming becomes on hand.',
    authScopes: { scope: 'stock:write' },
    args: { input: t.arg({ type: ReceivePurchaseInput, required: true, description: 'The arrival.' }) },
    resolve: (_root, { input }, { inventory, viewer }) =>
      payloadOf<Arrival, Answer>(
        async () =>
          inventory.receivePurchase(
            {
              ...input,
              purchaseOrderId: inputIdOf('PurchaseOrder', ['purchaseOrderId'], input.purchaseOrderId),
              arrived: input.arrived?.map(({ skuId, quantity }, index) => ({
                skuId: inputIdOf('Sku', ['arrived', String(index), 'skuId'], skuId),
                quantity,
              })),
            },
            actorOf(viewer),
          ),
        (arrival) => ({ arrival }),
        { arrival: null },
      ),
  }),
)
