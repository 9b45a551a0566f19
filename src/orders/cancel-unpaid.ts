import { lockOrder, overdueOrders } from '../store/order.ts'
import { transaction } from '../store/transaction.ts'
import type { OrderDeps } from './deps.ts'
import { letGo } from './let-go.ts'
import { forAll, moveOrder } from './move-order.ts'

const BATCH = 50
const ACTOR = 'system:orders'

/** Cancels orders whose time to pay is over and gives back what they held. True when there may be more. */
export async function cancelUnpaid(deps: OrderDeps, signal: AbortSignal): Promise<boolean> {
  const ids = await overdueOrders(deps.prisma, BATCH)
  for (const id of ids) {
    if (signal.aborted) return false
    await transaction(deps.prisma, async (tx) => {
      const order = await lockOrder(tx, { id })
      // Paid, or cancelled by another worker, while this one waited for the lock.
      if (order?.status !== 'PENDING_PAYMENT') return
      await moveOrder(tx, order, { to: 'CANCELLED', note: forAll('Not paid in time'), actor: ACTOR })
      await letGo(tx, deps, order, ACTOR)
    })
  }
  return ids.length === BATCH
}
