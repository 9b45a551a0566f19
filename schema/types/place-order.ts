import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { OrderPayload, orderPayload } from '../order-payload.ts'
import { IDEMPOTENCY_KEY } from '../payload.ts'

const PlaceOrderLineInput = builder.inputType('PlaceOrderLineInput', {
  description: 'One thing to order.',
  fields: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    quantity: t.int({ required: true, description: 'Pieces, at least 1.' }),
  }),
})

const AddressInput = builder.inputType('AddressInput', {
  description: 'Where a parcel goes. Personal data: it is stored encrypted.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Who receives it.' }),
    line1: t.string({ required: true, description: 'Street and house number.' }),
    line2: t.string({ description: 'Flat, floor, company.' }),
    city: t.string({ required: true, description: 'Town or city.' }),
    region: t.string({ description: 'State, province or county, where the country has them.' }),
    postalCode: t.string({ required: true, description: 'Postal code, as the country writes it.' }),
    country: t.string({ required: true, description: 'ISO 3166 alpha-2 code.' }),
    phone: t.string({ required: true, description: 'With country code, such as +65 6123 4567.' }),
  }),
})

const PlaceOrderInput = builder.inputType('PlaceOrderInput', {
  description: 'A cart and where to send it.',
  fields: (t) => ({
    lines: t.field({
      type: [PlaceOrderLineInput],
      required: true,
      description: 'What to order, 1 to 100 lines.',
    }),
    shippingAddress: t.field({ type: AddressInput, required: true, description: 'Where to send it.' }),
    currency: t.string({
      description:
        'ISO 4217 code of the currency that the customer was shown; its rate is kept with the order.',
    }),
    customerId: t.string({
      description:
        'Whose order it will be: for operators. Customers order for themselves, whatever stands here.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
})

builder.mutationField('placeOrder', (t) =>
  t.field({
    type: OrderPayload,
    description:
      'Places an order and reserves its stock until it is paid. What is not in stock is bought after payment if its SKU is marked so; otherwise it is refused.',
    authScopes: (_root, _args, { viewer }) =>
      viewer.scopes.has('orders:own') || viewer.scopes.has('orders:write'),
    args: { input: t.arg({ type: PlaceOrderInput, required: true, description: 'What to order.' }) },
    resolve: (_root, { input: { customerId, lines, ...input } }, { orders, viewer }) =>
      orderPayload(async () =>
        orders.place(
          {
            ...input,
            lines: lines.map(({ skuId, quantity }, index) => ({
              skuId: inputIdOf('Sku', ['lines', String(index), 'skuId'], skuId),
              quantity,
            })),
          },
          {
            actor: actorOf(viewer),
            customerId: viewer.scopes.has('orders:write') ? (customerId ?? null) : viewer.subject,
          },
        ),
      ),
  }),
)
