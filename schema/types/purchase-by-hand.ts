import { actorOf } from '../../src/domain/viewer.ts'
import { changedRow } from '../changed-row.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'

const CHANGED_ORDER =
  'The order as it is now; null when the change was refused, and for a purchase for our own stock.'

mutation('completeManualPurchase', {
  description:
    'Tells that a purchase in AWAITING_MANUAL_PURCHASE, or one that failed, was made by hand. It is followed from then on.',
  scope: 'orders:write',
  inputDescription: 'Which purchase was made, under which number.',
  input: (t) => ({
    purchaseOrderId: t.id({ required: true, description: 'Global id of the purchase.' }),
    externalId: t.string({
      required: true,
      description: "The marketplace's id of the order that was placed.",
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { orders, viewer }) =>
    orders.completeManualPurchase(localIds(input, { purchaseOrderId: 'PurchaseOrder' }), actorOf(viewer)),
  payloadDescription: 'What became of the order that the purchase serves.',
  payload: (t) => ({ order: t.prismaField(changedRow('Order', CHANGED_ORDER)) }),
})

mutation('retryPurchase', {
  description:
    'Has a purchase that waits or failed tried once more, paying more than was expected if need be.',
  scope: 'orders:write',
  inputDescription: 'Which purchase is tried once more.',
  input: (t) => ({
    purchaseOrderId: t.id({ required: true, description: 'Global id of the purchase.' }),
    acceptMorePercent: t.int({
      description: 'How much more than expected the goods may cost, 0 to 100 percent; 0 when absent.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: ({ acceptMorePercent, ...input }, { orders, viewer }) =>
    orders.retryPurchase(
      {
        ...localIds(input, { purchaseOrderId: 'PurchaseOrder' }),
        acceptMorePercent: acceptMorePercent ?? undefined,
      },
      actorOf(viewer),
    ),
  payloadDescription: 'What became of the order that the purchase serves.',
  payload: (t) => ({ order: t.prismaField(changedRow('Order', CHANGED_ORDER)) }),
})
