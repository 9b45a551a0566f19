import { z } from 'zod'
import { addressFormat, examplePostalCode, isCityRegion, nameOf } from './address-format.ts'
import { isCountry } from './country.ts'
import { countryCode, tidiedLine } from './input-schemas.ts'
import { tidyLine } from './text.ts'

/** Where a parcel goes. Personal data: sealed in the database, never in logs or events. */
export interface Address {
  readonly name: string
  readonly line1: string
  readonly line2: string | null
  /** Empty where the country's addresses have none, as in Macao. */
  readonly city: string
  readonly region: string | null
  /** As the country writes it, in capitals; null where it has none, as in Hong Kong. */
  readonly postalCode: string | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly phone: string
}

/** A line that must be there, in any script. */
export const requiredLine = (max: number) =>
  tidiedLine(max).refine((text) => text !== '', 'must not be empty')

const optionalLine = (max: number) =>
  tidiedLine(max)
    .nullish()
    .transform((text) => text || null)

/** Full-width digits, a long dash, the 〒 before it: how keyboards write what every sorting machine reads alike. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\p{Cf}/gu, '')

const postalCode = z
  .string()
  .transform((text) =>
    tidyLine(plain(text).replace(/^〒\s*/, ''))
      .replace(/\s+/g, ' ')
      .toUpperCase(),
  )
  .pipe(tidiedLine(20))
  .nullish()
  .transform((text) => text || null)

const phone = z
  .string()
  .transform((text) => plain(text).trim())
  .refine(
    (text) => /^\+?[\d ()./-]{5,30}$/.test(text) && /^(\D*\d){5,15}\D*$/.test(text),
    'has to be a telephone number with country code, such as +65 6123 4567',
  )

/** Takes an address of any country by the rules of its post. */
export const AddressSchema = z
  .object({
    name: requiredLine(100),
    line1: requiredLine(200),
    line2: optionalLine(200),
    city: tidiedLine(100),
    region: optionalLine(100),
    postalCode,
    country: countryCode,
    phone,
  })
  .superRefine((address, context) => {
    if (!isCountry(address.country)) return
    for (const [field, message] of flawsOf(address))
      context.addIssue({ code: 'custom', path: [field], message })
  }) satisfies z.ZodType<Address>

/** A sealed address once it is opened. Those stored before have an empty text where there is no postal code. */
export function storedAddress<Stored extends Address>(json: string): Stored {
  const address = JSON.parse(json) as Stored
  return { ...address, postalCode: address.postalCode || null }
}

/** The address of a warehouse as its column has it; null when it has none. */
export function storedWarehouseAddress(column: unknown): Address | null {
  return column === null ? null : AddressSchema.parse(column)
}

/** Fields that the country's post lacks. Extra ones are accepted: a city in Singapore, a code in Ghana. */
function* flawsOf({ country, city, region, postalCode }: Address): Generator<[keyof Address, string]> {
  const format = addressFormat(country)
  if (format.city === 'required' && !city) yield ['city', `addresses in ${nameOf(country)} need one`]
  // Where there are only regions (an emirate, a prefecture) people write them where a form asks for the city.
  if (format.region === 'required' && !region) {
    if (format.city !== 'required' && !city)
      yield ['region', `addresses in ${nameOf(country)} need a region or a city`]
    else if (format.city === 'required' && city && !isCityRegion(country, city))
      yield ['region', `addresses in ${nameOf(country)} need a state, province or region`]
  }
  const { postalCodePattern } = format
  if (postalCode ? postalCodePattern?.test(postalCode) === false : format.postalCode === 'required')
    yield ['postalCode', wrongPostalCode(country, postalCode)]
}

function wrongPostalCode(country: string, given: string | null): string {
  const example = examplePostalCode(country)
  return [
    given
      ? `${JSON.stringify(given)} is not a postal code of ${nameOf(country)}`
      : `addresses in ${nameOf(country)} need one`,
    ...(example ? [`, such as ${example}`] : []),
  ].join('')
}
