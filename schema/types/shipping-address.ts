import { builder } from '../builder.ts'
import { AddressRef, OrderRef } from '../refs.ts'

builder.objectType(AddressRef, {
  description:
    'Where a parcel goes. Of customers it is personal data: for its owner and for those who may read personal data.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Who receives it.' }),
    line1: t.exposeString('line1', { description: 'Street and house number.' }),
    line2: t.exposeString('line2', { nullable: true, description: 'Flat, floor, company.' }),
    city: t.exposeString('city', { description: 'Town or city; empty where addresses have none.' }),
    region: t.exposeString('region', { nullable: true, description: 'State, province or county.' }),
    postalCode: t.exposeString('postalCode', {
      nullable: true,
      description: 'Postal code; null where the country has none.',
    }),
    country: t.expose('country', { type: 'CountryCode', description: 'The country or territory.' }),
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
