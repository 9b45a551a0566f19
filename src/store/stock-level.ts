import { MAX_QUANTITY, type StockLevel } from '../domain/stock.ts'
import type { Tx } from './transaction.ts'

/** A level right after a change, with what it was before. */
export interface ChangedLevel extends StockLevel {
  readonly onHandBefore: number
}

interface Row {
  id: string
  sku_id: string
  warehouse_id: string
  on_hand: number
  reserved: number
  safety_stock: number
  incoming: number
  version: number
  updated_at: Date
  on_hand_before: number
}

type LevelKey = Pick<StockLevel, 'skuId' | 'warehouseId'>

/** Makes the level of a SKU and warehouse that both exist, at zero, unless it is there. */
export async function ensureLevel(tx: Tx, { skuId, warehouseId }: LevelKey, id: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO stock_level (id, sku_id, warehouse_id) VALUES (${id}, ${skuId}, ${warehouseId})
    ON CONFLICT (sku_id, warehouse_id) DO NOTHING`
}

/** One conditional UPDATE: null when there is no such level, or on hand or reserved would leave 0 to MAX_QUANTITY. */
export async function addToLevel(
  tx: Tx,
  { skuId, warehouseId }: LevelKey,
  delta: number,
  reservedDelta: number,
): Promise<ChangedLevel | null> {
  const rows = await tx.$queryRaw<Row[]>`
    UPDATE stock_level
    SET on_hand = on_hand + ${delta}, reserved = reserved + ${reservedDelta}, version = version + 1, updated_at = now()
    WHERE sku_id = ${skuId} AND warehouse_id = ${warehouseId}
      AND on_hand + ${delta} BETWEEN 0 AND ${MAX_QUANTITY}
      AND reserved + ${reservedDelta} BETWEEN 0 AND ${MAX_QUANTITY}
    RETURNING *, on_hand - ${delta} AS on_hand_before`
  return fromRow(rows[0])
}

export async function readLevel(tx: Tx, { skuId, warehouseId }: LevelKey): Promise<StockLevel | null> {
  return tx.stockLevel.findUnique({ where: { skuId_warehouseId: { skuId, warehouseId } } })
}

/**
 * Compare and set: null when the level is missing, its version is another (any is right when null is
 * expected), or on hand is what it should be already.
 */
export async function setOnHand(
  tx: Tx,
  { skuId, warehouseId }: LevelKey,
  onHand: number,
  expectedVersion: number | null,
): Promise<ChangedLevel | null> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH before AS (
      SELECT id, on_hand FROM stock_level
      WHERE sku_id = ${skuId} AND warehouse_id = ${warehouseId}
        AND (${expectedVersion}::int IS NULL OR version = ${expectedVersion}::int)
      FOR UPDATE
    )
    UPDATE stock_level SET on_hand = ${onHand}, version = version + 1, updated_at = now()
    FROM before WHERE stock_level.id = before.id AND before.on_hand <> ${onHand}
    RETURNING stock_level.*, before.on_hand AS on_hand_before`
  return fromRow(rows[0])
}

function fromRow(row: Row | undefined): ChangedLevel | null {
  if (!row) return null
  return {
    id: row.id,
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    onHand: row.on_hand,
    reserved: row.reserved,
    safetyStock: row.safety_stock,
    incoming: row.incoming,
    version: row.version,
    updatedAt: row.updated_at,
    onHandBefore: row.on_hand_before,
  }
}
