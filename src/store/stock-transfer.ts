import type { Tx } from './transaction.ts'

export interface TransferRow {
  readonly id: string
  readonly skuId: string
  readonly fromWarehouseId: string
  readonly toWarehouseId: string
  readonly quantity: number
}

export async function insertTransfer(
  tx: Tx,
  transfer: TransferRow & { readonly reference: string | null },
): Promise<void> {
  await tx.stockTransfer.create({ data: transfer })
}

/** IN_TRANSIT to an end, once. Null when it has ended before, or never was. */
export async function closeTransfer(
  tx: Tx,
  id: string,
  end: { readonly status: 'RECEIVED'; readonly received: number | null } | { readonly status: 'CANCELLED' },
): Promise<(TransferRow & { readonly received: number }) | null> {
  // Null: all units arrived.
  const received = end.status === 'RECEIVED' ? end.received : 0
  const [row] = await tx.$queryRaw<(TransferRow & { received: number })[]>`
    UPDATE stock_transfer
    SET status = ${end.status}::"TransferStatus", received = COALESCE(${received}::int, quantity), closed_at = now()
    WHERE id = ${id} AND status = 'IN_TRANSIT' AND COALESCE(${received}::int, 0) <= quantity
    RETURNING id, sku_id AS "skuId", from_warehouse_id AS "fromWarehouseId", to_warehouse_id AS "toWarehouseId",
      quantity, received`
  return row ?? null
}
