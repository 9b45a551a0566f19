import type { ProcessReported } from '../../connectors/warehouse.ts'
import { moveOrder } from '../../orders/move-order.ts'
import { lockOrder } from '../../store/order.ts'
import type { Tx } from '../../store/transaction.ts'

/** What the warehouse does with an order, for its history. False when there is no such order. */
export async function noteProcess(tx: Tx, { orderCode, status }: ProcessReported): Promise<boolean> {
  const order = await lockOrder(tx, { number: orderCode })
  if (!order) return false
  await moveOrder(tx, order, { note: `In the warehouse: ${status}`, actor: 'warehouse:qimen' })
  return true
}
