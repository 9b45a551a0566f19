import { actorOf } from '../../src/domain/viewer.ts'
import { AddressInputRef } from '../address-input.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { PlatformEnum } from '../enums.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { MoneyInputRef } from '../money-input.ts'
import { mutation } from '../mutation.ts'

const PlaceOrderItemInput = builder.inputType('PlaceOrderItemInput', {
  description: 'An item of a marketplace that need not be in the catalogue.',
  fields: (t) => ({
    platform: t.field({ type: PlatformEnum, required: true, description: 'The marketplace.' }),
    externalId: t.string({ required: true, description: "The platform's id of the item." }),
    externalSkuId: t.string({ description: 'Which of its choices; absent when it has none or one.' }),
    expectedPrice: t.field({
      type: MoneyInputRef,
      description: 'Price per unit that the customer saw: a higher price is refused with PRICE_CHANGED.',
    }),
  }),
})

const PlaceOrderLineInput = builder.inputType('PlaceOrderLineInput', {
  description: 'One thing to order.',
  fields: (t) => ({
    skuId: t.id({ description: 'Global id of a SKU of the catalogue; or give `item`.' }),
    item: t.field({
      type: PlaceOrderItemInput,
      description: 'Any item of a marketplace, checked live before anything is held; or give `skuId`.',
    }),
    quantity: t.int({ required: true, description: 'Units, at least 1.' }),
  }),
})

mutation('placeOrder', {
  description:
    'Places an order and reserves its stock until it is paid. A SKU that is out of stock is bought after payment if it is marked so; otherwise the order is refused.',
  scope: ['orders:own', 'orders:write'],
  inputDescription: 'A cart and where to send it.',
  input: (t) => ({
    lines: t.field({
      type: [PlaceOrderLineInput],
      required: true,
      description: 'What to order, 1 to 100 lines.',
    }),
    shippingAddress: t.field({ type: AddressInputRef, required: true, description: 'Where to send it.' }),
    currency: t.field({
      type: 'CurrencyCode',
      description: 'What the customer was shown; its rate is kept with the order.',
    }),
    customerId: t.string({
      description: 'Whose order it will be: for operators. Ignored for customers, who order for themselves.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: ({ customerId, lines, ...input }, { orders, viewer }) =>
    orders.place(
      {
        ...input,
        lines: lines.map((line, index) => localIds(line, { skuId: 'Sku' }, ['lines', String(index)])),
      },
      {
        actor: actorOf(viewer),
        customerId: viewer.scopes.has('orders:write') ? (customerId ?? null) : viewer.subject,
        isLimited: !viewer.scopes.has('orders:write'),
      },
    ),
  payloadDescription: 'The order that was placed.',
  payload: (t) => ({
    order: t.prismaField(changedRow('Order', 'The order as it is now; null when it was refused.')),
  }),
})
