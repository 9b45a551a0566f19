import { z } from 'zod'

/** Where a parcel goes. Personal data: sealed in the database, never in logs, events or error messages. */
export interface Address {
  readonly name: string
  readonly line1: string
  readonly line2: string | null
  readonly city: string
  readonly region: string | null
  readonly postalCode: string
  /** ISO 3166 alpha-2. */
  readonly country: string
  readonly phone: string
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
/** Codes that have a name and are no country. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** Trimmed, without control characters. Messages never repeat what was typed. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `has to be at most ${max} characters`)
    .regex(/^\P{Cc}*$/u, 'must not contain line breaks or control characters')

const optionalLine = (max: number) =>
  z
    .union([z.string().regex(/^\s*$/), line(max)])
    .nullish()
    .transform((text) => text?.trim() || null)

export const AddressSchema = z.object({
  name: line(100),
  line1: line(200),
  line2: optionalLine(200),
  city: line(100),
  region: optionalLine(100),
  postalCode: line(20),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine(
      (code) => /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.has(code) && regions.of(code) !== undefined,
      'has to be an ISO 3166 alpha-2 code such as SG',
    ),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()./-]{5,30}$/, 'has to be a telephone number with country code'),
}) satisfies z.ZodType<Address>
