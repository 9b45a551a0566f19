import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { idempotencyKey, positiveQuantity, quantity } from './input-schemas.ts'
import { parseInput } from './parse-input.ts'
import { outcome, Refused } from './user-error.ts'

const Input = z.object({ lines: z.array(z.object({ quantity: positiveQuantity })), key: idempotencyKey })

describe('parseInput', () => {
  it('gives the parsed input', () => {
    expect(parseInput(Input, { lines: [{ quantity: 2 }], key: ' k ' })).toEqual({
      lines: [{ quantity: 2 }],
      key: 'k',
    })
  })

  it('refuses with one error per field, each naming its path', async () => {
    const refused = await outcome(async () =>
      parseInput(Input, { lines: [{ quantity: 1 }, { quantity: 0 }, { quantity: 1.5 }], key: ' ' }),
    )
    expect(refused).toEqual({
      ok: false,
      errors: [
        {
          code: 'INVALID_INPUT',
          field: ['lines', '1', 'quantity'],
          message: expect.stringContaining('at least 1'),
        },
        {
          code: 'INVALID_INPUT',
          field: ['lines', '2', 'quantity'],
          message: expect.stringContaining('whole number'),
        },
        {
          code: 'INVALID_INPUT',
          field: ['key'],
          message: expect.stringContaining('the same for every repetition'),
        },
      ],
    })
  })

  it('names no field when the whole input is of the wrong kind', () => {
    expect(() => parseInput(Input, 7)).toThrow(Refused)
    expect(() => parseInput(Input, null)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ field: null })] }),
    )
  })

  it('keeps quantities inside what the column holds', () => {
    expect(quantity.safeParse(1_000_000_000).success).toBe(true)
    for (const wrong of [-1, 1_000_000_001, 0.5, Number.NaN, '3'])
      expect(quantity.safeParse(wrong).success).toBe(false)
  })
})

describe('outcome', () => {
  it('makes data of a refusal', async () => {
    const refused = await outcome(async () => {
      throw new Refused('NOT_FOUND', ['id'], 'There is no such alert.')
    })
    expect(refused).toEqual({
      ok: false,
      errors: [{ code: 'NOT_FOUND', field: ['id'], message: 'There is no such alert.' }],
    })
  })

  it('throws on what is not a refusal', async () => {
    const broken = outcome(async () => {
      throw new Error('broken')
    })
    await expect(broken).rejects.toThrow('broken')
  })
})
