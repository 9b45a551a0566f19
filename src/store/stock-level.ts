import { MAX_QUANTITY, type StockLevel } from '../domain/stock.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** A level right after a change, with what it was before. */
export interface ChangedLevel extends StockLevel {
  readonly onHandBefore: number
  /** Of its SKU over all warehouses, after the change. Changes that others have not committed are not in it. */
  readonly sums: SkuSums
}

/** Units of a SKU over all warehouses. */
export interface SkuSums {
  readonly onHand: number
  readonly reserved: number
  readonly incoming: number
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
}

interface ChangedRow extends Row {
  on_hand_before: number
  /** On hand, reserved and incoming of the SKU's other levels. */
  others: [number, number, number]
}

/** Read with the change, by the index of the SKU's levels. Doubles, which hold these sums exactly. */
const OTHERS = Prisma.sql`(
  SELECT ARRAY[COALESCE(sum(other.on_hand), 0), COALESCE(sum(other.reserved), 0), COALESCE(sum(other.incoming), 0)]::float8[]
  FROM stock_level other WHERE other.sku_id = stock_level.sku_id AND other.id <> stock_level.id
) AS others`

type LevelKey = Pick<StockLevel, 'skuId' | 'warehouseId'>

/** Makes the level of a SKU and warehouse that both exist, at zero, unless it is there. */
export async function ensureLevel(tx: Tx, { skuId, warehouseId }: LevelKey, id: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO stock_level (id, sku_id, warehouse_id) VALUES (${id}, ${skuId}, ${warehouseId})
    ON CONFLICT (sku_id, warehouse_id) DO NOTHING`
}

/** A level that does not exist yet, with what is on hand from its start. */
export interface NewLevel extends LevelKey {
  readonly id: string
  readonly onHand: number
}

/**
 * Makes levels with their first pieces on hand, in one statement, for SKUs and warehouses that exist.
 * @param levels in the order of `compareLevelKeys`, each key once
 * @returns those that were made: one that is there already, also since this moment, stays as it is
 */
export async function insertLevels(tx: Tx, levels: readonly NewLevel[]): Promise<ChangedLevel[]> {
  const rows = await tx.$queryRaw<ChangedRow[]>`
    INSERT INTO stock_level (id, sku_id, warehouse_id, on_hand, version)
    SELECT id, sku_id, warehouse_id, on_hand, 1
    FROM unnest(${levels.map(({ id }) => id)}::text[], ${levels.map(({ skuId }) => skuId)}::text[],
      ${levels.map(({ warehouseId }) => warehouseId)}::text[], ${levels.map(({ onHand }) => onHand)}::int[])
      WITH ORDINALITY AS wanted (id, sku_id, warehouse_id, on_hand, place) ORDER BY place
    ON CONFLICT (sku_id, warehouse_id) DO NOTHING
    RETURNING *, 0 AS on_hand_before, ${OTHERS}`
  const made = rows.flatMap((row) => fromRow(row) ?? [])
  // The statement does not see its own rows.
  const together = new Map<string, number>()
  for (const { skuId, onHand } of made) together.set(skuId, (together.get(skuId) ?? 0) + onHand)
  return made.map((level) => {
    const onHand = level.sums.onHand - level.onHand + (together.get(level.skuId) ?? 0)
    return { ...level, sums: { ...level.sums, onHand } }
  })
}

/** Changes of a level, in units; absent fields stay. */
export interface LevelDeltas {
  readonly onHand?: number
  readonly reserved?: number
  readonly incoming?: number
}

/** Conditions before the change, in units. */
export interface LevelNeeds {
  /** Can be promised: neither reserved nor kept back. */
  readonly available?: number
  /** On hand and not promised; may use the safety stock. */
  readonly free?: number
}

/**
 * One conditional UPDATE: null when there is no such level, when a figure would leave 0 to MAX_QUANTITY, or
 * when what is needed is not there.
 */
export async function addToLevel(
  tx: Tx,
  { skuId, warehouseId }: LevelKey,
  { onHand = 0, reserved = 0, incoming = 0 }: LevelDeltas,
  needs: LevelNeeds = {},
): Promise<ChangedLevel | null> {
  const rows = await tx.$queryRaw<ChangedRow[]>`
    UPDATE stock_level
    SET on_hand = on_hand + ${onHand}, reserved = reserved + ${reserved}, incoming = incoming + ${incoming},
      version = version + 1, updated_at = now()
    WHERE sku_id = ${skuId} AND warehouse_id = ${warehouseId}
      AND on_hand + ${onHand} BETWEEN 0 AND ${MAX_QUANTITY}
      AND reserved + ${reserved} BETWEEN 0 AND ${MAX_QUANTITY}
      AND incoming + ${incoming} BETWEEN 0 AND ${MAX_QUANTITY}
      AND (${needs.available ?? null}::int IS NULL OR on_hand - reserved - safety_stock >= ${needs.available ?? null}::int)
      AND (${needs.free ?? null}::int IS NULL OR on_hand - reserved >= ${needs.free ?? null}::int)
    RETURNING *, on_hand - ${onHand} AS on_hand_before, ${OTHERS}`
  return fromRow(rows[0])
}

/** Null if the level does not exist or the safety stock is unchanged. */
export async function setSafetyStock(
  tx: Tx,
  { skuId, warehouseId }: LevelKey,
  safetyStock: number,
): Promise<ChangedLevel | null> {
  const rows = await tx.$queryRaw<ChangedRow[]>`
    UPDATE stock_level SET safety_stock = ${safetyStock}, version = version + 1, updated_at = now()
    WHERE sku_id = ${skuId} AND warehouse_id = ${warehouseId} AND safety_stock <> ${safetyStock}
    RETURNING *, on_hand AS on_hand_before, ${OTHERS}`
  return fromRow(rows[0])
}

/**
 * Locks every level of the SKUs until the end of the transaction, in the order of `compareLevelKeys`: the
 * "C" collation compares as JavaScript does, unlike some collations of databases.
 */
export async function lockLevelsOfSkus(tx: Tx, skuIds: readonly string[]): Promise<StockLevel[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT * FROM stock_level WHERE sku_id = ANY(${[...skuIds]})
    ORDER BY sku_id COLLATE "C", warehouse_id COLLATE "C" FOR UPDATE`
  return rows.map(levelOf)
}

/**
 * Locks the named levels in the same order.
 * @param busy what to do about a level that another transaction holds
 */
export async function lockLevels(
  tx: Tx,
  keys: readonly LevelKey[],
  busy: 'wait' | 'skip' = 'wait',
): Promise<StockLevel[]> {
  const skip = busy === 'skip' ? Prisma.sql`SKIP LOCKED` : Prisma.empty
  const rows = await tx.$queryRaw<Row[]>`
    SELECT * FROM stock_level
    WHERE (sku_id, warehouse_id) IN (
      SELECT * FROM unnest(${keys.map((key) => key.skuId)}::text[], ${keys.map((key) => key.warehouseId)}::text[])
    )
    ORDER BY sku_id COLLATE "C", warehouse_id COLLATE "C" FOR UPDATE ${skip}`
  return rows.map(levelOf)
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
  const rows = await tx.$queryRaw<ChangedRow[]>`
    WITH before AS (
      SELECT id, on_hand FROM stock_level
      WHERE sku_id = ${skuId} AND warehouse_id = ${warehouseId}
        AND (${expectedVersion}::int IS NULL OR version = ${expectedVersion}::int)
      FOR UPDATE
    )
    UPDATE stock_level SET on_hand = ${onHand}, version = version + 1, updated_at = now()
    FROM before WHERE stock_level.id = before.id AND before.on_hand <> ${onHand}
    RETURNING stock_level.*, before.on_hand AS on_hand_before, ${OTHERS}`
  return fromRow(rows[0])
}

function fromRow(row: ChangedRow | undefined): ChangedLevel | null {
  if (!row) return null
  const [onHand, reserved, incoming] = row.others
  const sums = {
    onHand: onHand + row.on_hand,
    reserved: reserved + row.reserved,
    incoming: incoming + row.incoming,
  }
  return { ...levelOf(row), onHandBefore: row.on_hand_before, sums }
}

function levelOf(row: Row): StockLevel {
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
  }
}
