import { Refused } from '../domain/user-error.ts'
import { type LockedOrder, lockOrder } from '../store/order.ts'
import type { Tx } from '../store/transaction.ts'

/** Who changes an order. */
export interface Acting {
  readonly actor: string
  /** A customer may touch the own orders only; null: an operator, who may touch all. */
  readonly customerId: string | null
}

/**
 * Locks and returns the order if the actor may change it.
 * @throws Refused NOT_FOUND, also for somebody else's order: its existence is private
 */
export async function lockFor(
  tx: Tx,
  id: string,
  { customerId }: Acting,
  field: readonly string[] = ['id'],
): Promise<LockedOrder> {
  const order = await lockOrder(tx, { id })
  if (!order || (customerId !== null && order.customerId !== customerId))
    throw new Refused('NOT_FOUND', field, 'There is no such order.')
  return order
}
