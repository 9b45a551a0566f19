import type { WarehouseOrderStatus } from './generated/client.ts'
import { type LockedOrder, lockOrder } from './order.ts'
import type { Tx } from './transaction.ts'

/** Locks the order that the warehouse system calls by this code; by its own number also when it has nothing of it. */
export async function lockOrderOfWarehouse(tx: Tx, code: string): Promise<LockedOrder | null> {
  const known = await tx.warehouseOrder.findUnique({ where: { code }, select: { orderId: true } })
  return lockOrder(tx, known ? { id: known.orderId } : { number: code })
}

/**
 * Moves what the warehouse system has of an order, under the order's lock. Its lines are free for another once it
 * was taken back.
 * @returns false when it is not in one of the states `from`
 */
export async function moveWarehouseOrder(
  tx: Tx,
  code: string,
  from: readonly WarehouseOrderStatus[],
  to: WarehouseOrderStatus,
): Promise<boolean> {
  const { count } = await tx.warehouseOrder.updateMany({
    where: { code, status: { in: [...from] } },
    data: { status: to, ...(to === 'ACCEPTED' && { handedOverAt: new Date() }) },
  })
  if (count > 0 && to === 'RECALLED')
    await tx.orderLine.updateMany({ where: { warehouseOrderCode: code }, data: { warehouseOrderCode: null } })
  return count > 0
}

/** Writes down what the warehouse system is about to be asked for, under the order's lock. */
export async function submitWarehouseOrder(
  tx: Tx,
  orderId: string,
  code: string,
  lineIds: readonly string[],
): Promise<void> {
  await tx.warehouseOrder.create({ data: { code, orderId }, select: { code: true } })
  await tx.orderLine.updateMany({ where: { id: { in: [...lineIds] } }, data: { warehouseOrderCode: code } })
}

/** The warehouse system refused it, so that there is none. */
export async function dropWarehouseOrder(tx: Tx, orderId: string, code: string): Promise<void> {
  await lockOrder(tx, { id: orderId })
  if (!(await moveWarehouseOrder(tx, code, ['SUBMITTED'], 'RECALLED'))) return
  await tx.warehouseOrder.delete({ where: { code }, select: { code: true } })
}
