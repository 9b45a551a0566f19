import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { lockSkuAndReadAvailable, upsertRequest } from '../store/back-in-stock.ts'
import type { PrismaClient } from '../store/database.ts'
import { transaction } from '../store/transaction.ts'

/** Open requests of one customer. */
const MAX_OPEN = 200

/**
 * A customer wants to hear when a SKU can be bought again: told once, in the transaction of the change that
 * brings it back. Asking twice is one request. @returns its id
 */
export function notifyWhenBack(
  prisma: PrismaClient,
  skuId: string,
  customerId: string,
): Promise<Outcome<string>> {
  return outcome(() =>
    transaction(prisma, async (tx) => {
      const open = await tx.backInStockRequest.count({ where: { customerId, notifiedAt: null } })
      if (open >= MAX_OPEN)
        throw new Refused('LIMIT_EXCEEDED', ['skuId'], `At most ${MAX_OPEN} SKUs can be waited for at once.`)
      const available = await lockSkuAndReadAvailable(tx, skuId)
      if (available === null) throw new Refused('NOT_FOUND', ['skuId'], 'There is no such SKU.')
      if (available > 0)
        throw new Refused('INVALID_TRANSITION', ['skuId'], `It can be bought now: ${available} available.`)
      return upsertRequest(tx, skuId, customerId)
    }),
  )
}
