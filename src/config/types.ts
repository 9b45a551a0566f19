import { z } from 'zod'
import { parseRedisAddress } from '../domain/redis-address.ts'

/** Types of settings: each reads the text of a variable, and its description says what it accepts. */
type FromText<T> = z.ZodType<T, string>

const trimmed = z.string().trim()

/** Default form of a setting. */
export const ANY_TEXT = 'text that is not empty'

export const text = (what = ANY_TEXT) => trimmed.min(1).describe(what)

/** A secret keeps its blanks: the other side has them, too. */
export const secret = (minLength = 1): FromText<string> =>
  z
    .string()
    .min(minLength)
    .describe(minLength > 1 ? `a secret of at least ${minLength} characters` : ANY_TEXT)

export const oneOf = <const T extends readonly [string, ...string[]]>(...names: T): FromText<T[number]> =>
  trimmed.pipe(z.enum(names)).describe(names.length > 2 ? `one of ${names.join(', ')}` : names.join(' or '))

export const onOff: FromText<boolean> = oneOf('on', 'off')
  .transform((value) => value === 'on')
  .describe('on or off')

/** @param of what is counted, with its leading "of": "of seconds" */
export const wholeNumber = (min: number, max: number, of = '', zero = ''): FromText<number> =>
  trimmed
    .regex(/^[+-]?\d+$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .describe(`a whole number ${of && `of ${of} `}from ${min}${zero && ` (${zero})`} to ${max}`)

/** Read as seconds, kept as ms. */
export const seconds = (min: number, max: number, zero = ''): FromText<number> => {
  const whole = wholeNumber(min, max, 'seconds', zero)
  return whole.transform((number) => 1_000 * number).describe(whole.description ?? '')
}

export const share: FromText<number> = trimmed
  .regex(/^\d*\.?\d+$/)
  .transform(Number)
  .pipe(z.number().min(0).max(1))
  .describe('a number from 0 to 1')

/** Kept as the decimal that was written: it is counted with exactly. */
export const percent = (min: number, max: number): FromText<string> =>
  trimmed
    .regex(/^\d{1,3}(\.\d{1,4})?$/)
    .refine((text) => Number(text) >= min && Number(text) <= max)
    .describe(`a percentage from ${min} to ${max} such as 2.5`)

/** An address of one of these protocols, with a host. @param what in words, with an example */
export const address = (protocols: readonly string[], what: string): FromText<string> =>
  trimmed
    .refine((value) => {
      const url = URL.parse(value)
      return url !== null && protocols.includes(url.protocol) && url.hostname !== ''
    })
    .describe(what)

/** Without the slash at its end. */
export const httpAddress = (example: string): FromText<string> => {
  const what = `an http or https address such as ${example}`
  return address(['http:', 'https:'], what)
    .transform((value) => value.replace(/\/+$/, ''))
    .describe(what)
}

export const redisAddress: FromText<string> = trimmed
  .refine((value) => parseRedisAddress(value) !== null)
  .describe(
    'a Redis address such as redis://host:6379, redis+sentinel://host:26379,host:26379/master or redis+cluster://host:6379,host:6379',
  )

export const email: FromText<string> = trimmed.pipe(z.email()).describe('one e-mail address')

/** Several separated by commas. */
export const list = <T>(of: FromText<T>, what: string): FromText<readonly T[]> =>
  z
    .string()
    .transform((value) => value.split(','))
    .pipe(z.array(of).min(1))
    .describe(what)
