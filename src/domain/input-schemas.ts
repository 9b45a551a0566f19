import { z } from 'zod'
import { isCountry, notACountry } from './country.ts'
import { MAX_QUANTITY } from './stock.ts'
import { flawOfLine, tidyLine } from './text.ts'

/** Parts of inputs that several mutations share, with messages that say what is expected. */

export const localId = z.string().min(1).max(100)

/** A line in any script, tidied. Messages never repeat it: they end up in logs of others. */
export const tidiedLine = (max: number) =>
  z
    .string()
    .transform(tidyLine)
    .pipe(
      z
        .string()
        .max(max, `has to be at most ${max} characters`)
        .superRefine((text, context) => {
          const flaw = flawOfLine(text)
          if (flaw) context.addIssue({ code: 'custom', message: flaw })
        }),
    )

/** ISO 3166-1 alpha-2, in capitals. */
export const countryCode = z
  .string()
  .transform((text) => text.trim().toUpperCase())
  .refine(isCountry, { error: ({ input }) => notACountry(String(input)) })

/** Units, at least 1. */
export const positiveQuantity = z
  .int({ error: 'has to be a whole number' })
  .min(1, 'has to be at least 1')
  .max(MAX_QUANTITY, `has to be at most ${MAX_QUANTITY}`)

/** Units, 0 allowed. */
export const quantity = z
  .int({ error: 'has to be a whole number' })
  .min(0, 'has to be 0 or more')
  .max(MAX_QUANTITY, `has to be at most ${MAX_QUANTITY}`)

/** Chosen by the client, the same for every repetition of the same request. */
export const idempotencyKey = z
  .string()
  .trim()
  .min(1, 'has to be a text that is the same for every repetition of this request')
  .max(200, 'has to be at most 200 characters')

export const reference = z.string().max(200, 'has to be at most 200 characters').nullish()

/** A check of an object: one of the two fields must be given, and not both. Each is named in an error of its own. */
export function exactlyOne<First extends string, Second extends string>(first: First, second: Second) {
  return ({ value, issues }: z.core.ParsePayload<{ [Field in First | Second]?: unknown }>): void => {
    if ((value[first] == null) !== (value[second] == null)) return
    const given = value[first] == null ? 'neither was' : 'both were'
    const message = `give exactly one of ${first} and ${second}; ${given} given`
    for (const field of [first, second]) issues.push({ code: 'custom', path: [field], message, input: value })
  }
}
