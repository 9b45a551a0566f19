import { z } from 'zod'
import { localId } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'

const Input = z.object({ skuId: localId, buyToOrder: z.boolean() })

/** Whether a SKU is bought upstream when there is too little of it, instead of being refused. @returns the SKU's id */
export function setBuyToOrder(prisma: PrismaClient, input: unknown): Promise<Outcome<string>> {
  return outcome(async () => {
    const { skuId, buyToOrder } = parseInput(Input, input)
    const { count } = await prisma.sku.updateMany({ where: { id: skuId }, data: { buyToOrder } })
    if (count === 0) throw new Refused('NOT_FOUND', ['skuId'], 'There is no such SKU.')
    return skuId
  })
}
