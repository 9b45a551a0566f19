import { deliveredBefore, lockOrder } from '../store/order.ts'
import { transaction } from '../store/transaction.ts'
import type { OrderDeps } from './deps.ts'
import { forAll, moveOrder } from './move-order.ts'

const BATCH = 50
const DAY_MS = 24 * 3600_000

/** Completes orders some days after delivery. True when there may be more. */
export async function completeOrders(
  { prisma, completeDays }: OrderDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const ids = await deliveredBefore(prisma, new Date(Date.now() - completeDays * DAY_MS), BATCH)
  for (const id of ids) {
    if (signal.aborted) return false
    await transaction(prisma, async (tx) => {
      const order = await lockOrder(tx, { id })
      if (order?.status !== 'DELIVERED') return
      await moveOrder(tx, order, {
        to: 'COMPLETED',
        note: forAll('The return period is over'),
        actor: 'system:orders',
      })
    })
  }
  return ids.length === BATCH
}
