import { z } from 'zod'
import { MAX_QUANTITY } from './stock.ts'

/** Pieces of inputs that several mutations share, with messages that say what is expected. */

export const localId = z.string().min(1).max(100)

/** Pieces, at least 1. */
export const positiveQuantity = z
  .int({ error: 'has to be a whole number' })
  .min(1, 'has to be at least 1')
  .max(MAX_QUANTITY, `has to be at most ${MAX_QUANTITY}`)

/** Pieces, 0 allowed. */
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
