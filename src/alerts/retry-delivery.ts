import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { restartDelivery } from '../store/alert-delivery.ts'
import type { PrismaClient } from '../store/database.ts'
import { transaction } from '../store/transaction.ts'

/** Resends a dead delivery, or a waiting one now. @returns the delivery's id */
export function retryAlertDelivery(prisma: PrismaClient, id: string): Promise<Outcome<string>> {
  return outcome(() =>
    transaction(prisma, async (tx) => {
      if (await restartDelivery(tx, id)) return id
      const exists = await tx.alertDelivery.count({ where: { id } })
      throw exists
        ? new Refused('INVALID_TRANSITION', ['id'], 'It was delivered already.')
        : new Refused('NOT_FOUND', ['id'], 'There is no such delivery.')
    }),
  )
}
