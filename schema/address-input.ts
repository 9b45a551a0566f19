import { builder } from './builder.ts'

export const AddressInputRef = builder.inputType('AddressInput', {
  description: 'Where a parcel goes. Of customers it is personal data: it is stored encrypted.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Who receives it.' }),
    line1: t.string({ required: true, description: 'Street and house number.' }),
    line2: t.string({ description: 'Flat, floor, company.' }),
    city: t.string({
      required: true,
      description: 'Town or city; empty where addresses have none, as in Macao.',
    }),
    region: t.string({ description: 'State, province or prefecture, where addresses have one.' }),
    postalCode: t.string({
      description: 'Postal code, as the country writes it; absent where it has none, as in Hong Kong.',
    }),
    country: t.field({ type: 'CountryCode', required: true, description: 'The country or territory.' }),
    phone: t.string({ required: true, description: 'With country code, such as +65 6123 4567.' }),
  }),
})
