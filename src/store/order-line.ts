import type { OrderLineStatus } from '../domain/order-line.ts'
import type { OrderStatus } from '../domain/order-state.ts'
import { lineAfterPurchases } from '../domain/purchase-state.ts'
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

export interface MovedLine {
  readonly position: number
  readonly status: OrderLineStatus
}

/** Brings each line of an order to where its purchases are. @returns the lines that moved, by position */
export async function moveLinesWithPurchases(tx: Tx, orderId: string): Promise<MovedLine[]> {
  const lines = await tx.orderLine.findMany({
    where: { orderId, purchaseLines: { some: {} } },
    orderBy: { position: 'asc' },
    select: {
      id: true,
      position: true,
      status: true,
      purchaseLines: { select: { purchaseOrder: { select: { status: true, submittedAt: true } } } },
    },
  })
  const moved: MovedLine[] = []
  for (const { id, position, status: before, purchaseLines } of lines) {
    const status = lineAfterPurchases(
      before,
      purchaseLines.map(({ purchaseOrder }) => purchaseOrder),
    )
    if (status === before) continue
    await tx.orderLine.update({ where: { id }, data: { status }, select: { id: true } })
    moved.push({ position, status })
  }
  return moved
}
