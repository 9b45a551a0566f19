import { z } from 'zod'
import { localId, quantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { PLATFORMS } from '../domain/platform.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { upsertChannelBuffer } from '../store/channel-buffer.ts'
import type { PrismaClient } from '../store/database.ts'
import { transaction } from '../store/transaction.ts'

const Input = z.object({
  platform: z.enum(PLATFORMS),
  skuId: localId.nullish(),
  buffer: quantity,
})

/** Sets the units kept back from a platform, for one SKU or for all without a buffer of their own. @returns its id */
export function setChannelBuffer(
  prisma: PrismaClient,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const { platform, skuId = null, buffer } = parseInput(Input, input)
    return transaction(prisma, async (tx) => {
      if (skuId && !(await tx.sku.count({ where: { id: skuId } })))
        throw new Refused('NOT_FOUND', ['skuId'], 'There is no such SKU.')
      return upsertChannelBuffer(tx, { platform, skuId }, buffer, actor)
    })
  })
}
