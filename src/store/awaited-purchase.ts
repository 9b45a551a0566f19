import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** A line of a purchase for our own stock, locked until the end of the transaction. */
export interface AwaitedLine {
  readonly id: string
  readonly skuId: string
  readonly warehouseId: string
  readonly quantity: number
  readonly awaited: number
  readonly received: number
}

/** Empty when there is no such purchase, or it is for an order and not for a warehouse. */
export function lockAwaitedLines(tx: Tx, purchaseOrderId: string): Promise<AwaitedLine[]> {
  return tx.$queryRaw<AwaitedLine[]>`
    SELECT line.id, line.sku_id AS "skuId", purchase.warehouse_id AS "warehouseId", line.quantity, line.awaited, line.received
    FROM purchase_order_line line
    JOIN purchase_order purchase ON purchase.id = line.purchase_order_id
    WHERE purchase.id = ${purchaseOrderId} AND purchase.warehouse_id IS NOT NULL
    ORDER BY line.id FOR UPDATE OF line`
}

/** Changes of lines that the caller has locked. */
export async function setAwaited(
  tx: Tx,
  lines: readonly Pick<AwaitedLine, 'id' | 'awaited' | 'received'>[],
): Promise<void> {
  const rows = lines.map(
    ({ id, awaited, received }) => Prisma.sql`(${id}, ${awaited}::int, ${received}::int)`,
  )
  await tx.$executeRaw`
    UPDATE purchase_order_line line SET awaited = after.awaited, received = after.received
    FROM (VALUES ${Prisma.join(rows)}) AS after (id, awaited, received) WHERE line.id = after.id`
}

/** A purchase of which nothing is awaited any more has been received, unless it ended otherwise. */
export async function markReceived(tx: Tx, purchaseOrderId: string): Promise<void> {
  await tx.purchaseOrder.updateMany({
    where: { id: purchaseOrderId, status: { notIn: ['RECEIVED', 'CANCELLED', 'FAILED'] } },
    data: { status: 'RECEIVED' },
  })
}
