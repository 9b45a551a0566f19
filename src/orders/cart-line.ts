import { z } from 'zod'
import { localId, positiveQuantity } from '../domain/input-schemas.ts'
import { type Money, parseAmount } from '../domain/money.ts'
import { PLATFORMS } from '../domain/platform.ts'
import { Refused, type UserError } from '../domain/user-error.ts'
import type { OrderDeps } from './deps.ts'

const Item = z.object({
  platform: z.enum(PLATFORMS),
  externalId: z
    .string()
    .trim()
    .regex(/^[\w-]{1,40}$/, 'has to be the id of an item: 1 to 40 digits or letters'),
  externalSkuId: z.string().trim().min(1).max(40).nullish(),
  expectedPrice: z.object({ amount: z.string(), currency: z.string() }).transform(priceOf).nullish(),
})

/** A SKU of the catalogue, or an item of a marketplace. */
export const CartLine = z
  .object({ skuId: localId.nullish(), item: Item.nullish(), quantity: positiveQuantity })
  .refine(({ skuId, item }) => !skuId !== !item, 'takes either skuId or item')

/** Goods that are held or bought for a line. */
export interface SkuLine {
  readonly skuId: string
  readonly quantity: number
  /** Unit price that the customer saw; null: not given. */
  readonly expectedPrice: Money | null
}

/** Items of marketplaces are read as they are now, and become SKUs of ours. @throws Refused with the errors of all lines */
export async function withSkus(
  { skuOfItem }: OrderDeps,
  lines: readonly z.output<typeof CartLine>[],
): Promise<readonly SkuLine[]> {
  const errors: UserError[] = []
  const read = lines.map(async ({ skuId, item, quantity }, index) => {
    if (skuId) return { skuId, quantity, expectedPrice: null }
    if (!item) throw new RangeError('a line without SKU and item')
    const { externalSkuId = null, expectedPrice = null, ...named } = item
    const field = ['lines', String(index)]
    try {
      return { skuId: await skuOfItem({ ...named, externalSkuId, quantity, field }), quantity, expectedPrice }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      errors.push(...error.errors)
      return { skuId: '', quantity, expectedPrice }
    }
  })
  const found = await Promise.all(read)
  if (errors.length > 0) throw new Refused(errors)
  return found
}

function priceOf(
  { amount, currency }: { amount: string; currency: string },
  context: z.RefinementCtx,
): Money {
  try {
    return parseAmount(amount, currency)
  } catch {
    context.addIssue({ code: 'custom', message: 'has to be an amount of its currency, such as "19.90" CNY' })
    return z.NEVER
  }
}
