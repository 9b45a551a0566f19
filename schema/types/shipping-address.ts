import { builder } from '../builder.ts'
import type { ShippingAddress } from '../order-context.ts'
import { OrderRef } from '../refs.ts'

const AddressRef = builder.objectRef<ShippingAddress>('Address').implement({
  description: 'Where a parcel goes. Personal data: for its owner and for those who may read personal data.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Who receives it.' }),
    line1: t.exposeString('line1', { description: 'Street and house number.' }),
    line2: t.exposeString('line2', { nullable: true, description: 'Flat, floor, company.' }),
    city: t.exposeString('city', { description: 'Town or city.' }),
    region: t.exposeString('region', { nullable: true, description: 'State, province or county.' }),
    postalCode: t.exposeString('postalCode', { description: 'Postal code.' }),
    country: t.exposeString('country', { description: 'ISO 3166 alpha-2 code.' }),
    phone: t.exposeString('phone', { description: 'Telephone number.' }),
  }),
})

builder.prismaObjectFields(OrderRef, (t) => ({
  shippingAddress: t.field({
    type: AddressRef,
    nullable: true,
    description: 'Where it goes; null when it has none. Not for analysts.',
    select: { shippingAddress: true, customerId: true },
    authScopes: ({ customerId }, _args, { viewer }) =>
      viewer.scopes.has('personal:read') ||
      (viewer.scopes.has('orders:own') && customerId !== null && customerId === viewer.subject),
    resolve: ({ shippingAddress }, _args, { orders }) =>
      shippingAddress ? orders.openAddress(shippingAddress) : null,
  }),
}))
