import { z } from 'zod'
import { localId } from '../../domain/input-schemas.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { type Outcome, outcome } from '../../domain/user-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { setNewListings } from '../../store/listing.ts'
import { transaction } from '../../store/transaction.ts'
import { refuseUnknown, refuseUnlinked } from './refuse-unknown.ts'
import type { NewListings } from './take-over-offer.ts'

const Input = z.object({
  shopId: localId,
  createUnmatched: z.boolean(),
  publish: z.boolean().nullish(),
  categoryId: localId.nullish(),
  warehouseId: localId.nullish(),
})

/** Says whether new listings of a linked shop that match nothing become products, and how. Returns the shop's id. */
export function setCreateUnmatched(prisma: PrismaClient, input: unknown): Promise<Outcome<string>> {
  return outcome(async () => {
    const { shopId, createUnmatched, publish, categoryId, warehouseId } = parseInput(Input, input)
    const options: z.input<typeof NewListings> = {
      publish: publish ?? false,
      categoryId: categoryId ?? null,
      warehouseId: warehouseId ?? null,
    }
    await transaction(prisma, async (tx) => {
      await refuseUnlinked(tx, shopId)
      await refuseUnknown(tx, 'category', 'categoryId', categoryId)
      await refuseUnknown(tx, 'warehouse', 'warehouseId', warehouseId)
      await setNewListings(tx, shopId, createUnmatched ? options : null)
    })
    return shopId
  })
}
