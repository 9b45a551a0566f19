import type { OrderStatus } from '../domain/order-state.ts'
import type { Tx } from './transaction.ts'

/** Lines that live go where their order went: they have left, arrived or are cancelled with it. */
export async function followOrder(tx: Tx, orderId: string, to: OrderStatus): Promise<void> {
  switch (to) {
    case 'SHIPPED':
      await tx.$executeRaw`UPDATE order_line SET status = 'SHIPPED', refund_pending = false
        WHERE order_id = ${orderId} AND status < 'SHIPPED'`
      return
    case 'DELIVERED':
    case 'COMPLETED':
      await tx.$executeRaw`UPDATE order_line SET status = 'DELIVERED', refund_pending = false
        WHERE order_id = ${orderId} AND status < 'DELIVERED'`
      return
    case 'CANCELLED':
    case 'REFUNDED':
      await tx.$executeRaw`UPDATE order_line SET status = ${to}::"OrderLineStatus", refund_pending = false
        WHERE order_id = ${orderId} AND status NOT IN ('CANCELLED', 'RETURNED', 'REFUNDED')`
      return
    default:
  }
}
