import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { OrderPayload, orderPayload } from '../order-payload.ts'

builder.mutationFields((t) => ({
  completeManualPurchase: t.field({
    type: OrderPayload,
    description:
      'Tells that a purchase in AWAITING_MANUAL_PURCHASE, or one that failed, was made by hand. It is followed from then on. No order is given for a purchase for our own stock.',
    authScopes: { scope: 'orders:write' },
    args: {
      purchaseOrderId: t.arg.id({ required: true, description: 'Global id of the purchase.' }),
      externalId: t.arg.string({
        required: true,
        description: "The marketplace's id of the order that was placed.",
      }),
    },
    resolve: (_root, { purchaseOrderId, externalId }, { orders, viewer }) =>
      orderPayload(async () =>
        orders.completeManualPurchase(
          { purchaseOrderId: inputIdOf('PurchaseOrder', ['purchaseOrderId'], purchaseOrderId), externalId },
          actorOf(viewer),
        ),
      ),
  }),
  retryPurchase: t.field({
    type: OrderPayload,
    description:
      'Has a purchase that waits or failed tried once more, paying more than was expected if need be.',
    authScopes: { scope: 'orders:write' },
    args: {
      purchaseOrderId: t.arg.id({ required: true, description: 'Global id of the purchase.' }),
      acceptMorePercent: t.arg.int({
        description: 'How much more than expected the goods may cost, 0 to 100 percent; 0 when absent.',
      }),
    },
    resolve: (_root, { purchaseOrderId, acceptMorePercent }, { orders, viewer }) =>
      orderPayload(async () =>
        orders.retryPurchase(
          {
            purchaseOrderId: inputIdOf('PurchaseOrder', ['purchaseOrderId'], purchaseOrderId),
            acceptMorePercent: acceptMorePercent ?? undefined,
          },
          actorOf(viewer),
        ),
      ),
  }),
}))
