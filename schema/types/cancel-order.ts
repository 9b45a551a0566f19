import { builder } from '../builder.ts'
import { notImplemented } from '../errors.ts'
import { OrderPayload } from '../order-payload.ts'

builder.mutationFields((t) => ({
  cancelOrder: t.field({
    type: OrderPayload,
    description: 'Cancels an order where its state allows, and releases what it reserved.',
    authScopes: { scope: 'orders:write' },
    args: {
      id: t.arg.id({ required: true, description: 'Global id of the order.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the history of the order.' }),
    },
    resolve: () => {
      throw notImplemented('cancelOrder')
    },
  }),
  completeManualPurchase: t.field({
    type: OrderPayload,
    description: 'Tells that a purchase in AWAITING_MANUAL_PURCHASE was made by hand.',
    authScopes: { scope: 'orders:write' },
    args: {
      purchaseOrderId: t.arg.id({ required: true, description: 'Global id of the purchase.' }),
      externalId: t.arg.string({
        required: true,
        description: "The marketplace's id of the order that was placed.",
      }),
    },
    resolve: () => {
      throw notImplemented('completeManualPurchase')
    },
  }),
}))
