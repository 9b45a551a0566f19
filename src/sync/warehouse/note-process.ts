import type { ProcessReported } from '../../connectors/warehouse.ts'
import { moveOrder } from '../../orders/move-order.ts'
import type { Tx } from '../../store/transaction.ts'
import { lockOrderOfWarehouse } from '../../store/warehouse-order.ts'

/** Records a step of the warehouse in an order's history. False when there is no such order. */
export async function noteProcess(tx: Tx, { orderCode, status }: ProcessReported): Promise<boolean> {
  const order = await lockOrderOfWarehouse(tx, orderCode)
  if (!order) return false
  const again = orderCode === order.number ? '' : ` (${orderCode})`
  await moveOrder(tx, order, { note: `In the warehouse: ${status}${again}`, actor: 'warehouse:qimen' })
  return true
}
