import type { LockedOrder } from '../store/order.ts'
import type { Tx } from '../store/transaction.ts'
import { type OrderDeps, ownerOf } from './deps.ts'

/**
 * An order will not be served: gives back what it holds and cancels what was to be bought. Purchases that no
 * platform has heard of are over at once; the others are left to the worker, which cancels them upstream where
 * that is still possible. In the transaction that moved the order, under its lock.
 */
export async function letGo(tx: Tx, deps: OrderDeps, order: LockedOrder, actor: string): Promise<void> {
  const where = { orderId: order.id }
  await tx.purchaseOrder.updateMany({
    where: { ...where, status: { in: ['PENDING', 'AWAITING_MANUAL_PURCHASE', 'FAILED'] }, submittedAt: null },
    data: { status: 'CANCELLED', leasedUntil: null, reason: 'The order was called off' },
  })
  await tx.purchaseOrder.updateMany({
    where: { ...where, status: { notIn: ['CANCELLED', 'RECEIVED', 'FAILED'] }, cancelRequestedAt: null },
    data: { cancelRequestedAt: new Date(), nextAttemptAt: new Date() },
  })
  await deps.holds.release(tx, ownerOf(order.id), { actor, reference: order.number })
}
