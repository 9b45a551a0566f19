import type { PrismaClient } from './database.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** One SKU in one warehouse, whose count in the warehouse system is due to be read. */
export interface DueCount {
  readonly skuId: string
  readonly code: string
  readonly warehouseId: string
  readonly warehouseCode: string
  /** False while the warehouse system does not know the SKU. */
  readonly known: boolean
}

/** Units that a message or a correction brings; signed. */
export interface CountShift {
  readonly itemCode: string
  readonly warehouseCode: string
  readonly delta: number
}

/** A difference that has stood at every look since `since`. */
export interface MissingCount {
  readonly skuId: string
  readonly warehouseId: string
  /** Units beyond the count; signed. */
  readonly missing: number
  /** Units beyond our level, where the two agreed before the difference; signed. Null: they did not. */
  readonly drift: number | null
  readonly since: Date
}

type Place = Pick<DueCount, 'skuId' | 'warehouseId'>

/** Gives every stock level that has none a count that is due. */
export async function addCounts(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO warehouse_count (sku_id, warehouse_id, due_at)
    SELECT sku_id, warehouse_id, 'epoch' FROM stock_level level
    WHERE NOT EXISTS (
      SELECT 1 FROM warehouse_count WHERE sku_id = level.sku_id AND warehouse_id = level.warehouse_id
    ) ON CONFLICT DO NOTHING`
}

/** Counts that are due, those in doubt first and then those that were read longest ago. */
export function dueCounts(prisma: PrismaClient, now: Date, limit: number): Promise<DueCount[]> {
  return prisma.$queryRaw`
    SELECT sku_id AS "skuId", sku.code, warehouse_id AS "warehouseId", warehouse.code AS "warehouseCode",
      count IS NOT NULL AS known
    FROM (SELECT * FROM warehouse_count WHERE due_at <= ${now} ORDER BY due_at, sku_id LIMIT ${limit}) due
    JOIN sku ON sku.id = sku_id JOIN warehouse ON warehouse.id = warehouse_id
    ORDER BY due_at, sku_id`
}

/**
 * Writes what was read of SKUs in one warehouse. The first reading is taken as it is. From then on its differences to
 * the count and to our level are noted: the least of one direction at all looks in a row, because messages that are on
 * their way come and go.
 * @param pieces null: the warehouse system does not know the SKU, which is asked for again at `unknownDueAt`
 */
export async function writeReadings(
  prisma: PrismaClient,
  warehouseId: string,
  readings: readonly { readonly skuId: string; readonly pieces: number | null }[],
  { now, unknownDueAt }: { readonly now: Date; readonly unknownDueAt: Date },
): Promise<void> {
  await prisma.$executeRaw`
    WITH reading AS (
      SELECT * FROM unnest(${readings.map((one) => one.skuId)}::text[], ${readings.map((one) => one.pieces)}::int[])
        AS reading (sku_id, pieces)
    ), looked AS (
      SELECT old.sku_id, reading.pieces, reading.pieces - old.count AS untold, reading.pieces - level.on_hand AS apart
      FROM warehouse_count old JOIN reading USING (sku_id)
      JOIN stock_level level ON level.sku_id = old.sku_id AND level.warehouse_id = old.warehouse_id
      WHERE old.warehouse_id = ${warehouseId} FOR UPDATE OF old
    )
    UPDATE warehouse_count SET
      count = COALESCE(count, pieces),
      ${standing('missing', 'untold', now)},
      agreed = CASE WHEN untold <> 0 THEN agreed ELSE apart IS NOT DISTINCT FROM 0 END,
      ${standing('drift', 'apart', now)},
      due_at = CASE
        WHEN untold <> 0 THEN 'epoch'
        WHEN pieces IS NULL THEN ${unknownDueAt}::timestamptz
        ELSE ${now}::timestamptz END
    FROM looked WHERE warehouse_count.sku_id = looked.sku_id AND warehouse_id = ${warehouseId}`
}

/** Assigns what of a difference has stood at every look in a row, and since when. */
function standing(column: 'missing' | 'drift', seen: 'untold' | 'apart', now: Date): Prisma.Sql {
  const [stood, present, since] = [column, seen, `${column}_since`].map(Prisma.raw)
  return Prisma.sql`
      ${stood} = CASE
        WHEN COALESCE(${present}, 0) = 0 THEN NULL
        WHEN sign(${present}) <> sign(${stood}) OR ${stood} IS NULL THEN ${present}
        ELSE sign(${present}) * LEAST(abs(${present}), abs(${stood})) END,
      ${since} = CASE
        WHEN COALESCE(${present}, 0) = 0 THEN NULL
        WHEN sign(${present}) = sign(${stood}) THEN ${since}
        ELSE ${now}::timestamptz END`
}

/**
 * Of these SKUs in a warehouse: the differences to the count that have stood since `until` or longer. Where our level
 * agreed before, one that differs since later than that is left to a later look.
 */
export function missingCounts(
  prisma: PrismaClient,
  warehouseId: string,
  skuIds: readonly string[],
  until: Date,
): Promise<MissingCount[]> {
  return prisma.$queryRaw`
    SELECT sku_id AS "skuId", warehouse_id AS "warehouseId", missing,
      CASE WHEN agreed THEN COALESCE(drift, 0) END AS drift, GREATEST(missing_since, drift_since) AS since
    FROM warehouse_count
    WHERE warehouse_id = ${warehouseId} AND sku_id = ANY(${[...skuIds]}::text[])
      AND missing_since <= ${until} AND NOT (agreed AND COALESCE(drift_since > ${until}, false))
    ORDER BY sku_id`
}

/** Locks a count, after its level. Null when there is none. */
export async function lockCount(tx: Tx, { skuId, warehouseId }: Place): Promise<number | null> {
  const rows = await tx.$queryRaw<{ count: number | null }[]>`
    SELECT count FROM warehouse_count WHERE sku_id = ${skuId} AND warehouse_id = ${warehouseId} FOR UPDATE`
  return rows[0]?.count ?? null
}

/** The count is right again: it holds all that happened until `settledAt`. */
export async function settleCount(
  tx: Tx,
  { skuId, warehouseId }: Place,
  delta: number,
  settledAt: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE warehouse_count SET count = count + ${delta}, missing = NULL, missing_since = NULL, drift = NULL,
      drift_since = NULL, settled_at = ${settledAt}
    WHERE sku_id = ${skuId} AND warehouse_id = ${warehouseId}`
}

/** Until when the counts of these SKUs hold all that happened, where one was settled: by item and warehouse code. */
export async function settledUntil(
  tx: Tx,
  places: readonly Omit<CountShift, 'delta'>[],
): Promise<(place: Omit<CountShift, 'delta'>) => Date | null> {
  const rows = await tx.$queryRaw<{ item: string; warehouse: string; at: Date }[]>`
    SELECT sku.code AS item, warehouse.code AS warehouse, settled_at AS at FROM warehouse_count
    JOIN sku ON sku.id = sku_id JOIN warehouse ON warehouse.id = warehouse_id
    WHERE sku.code = ANY(${places.map((one) => one.itemCode)}::text[]) AND settled_at IS NOT NULL`
  const times = new Map(rows.map(({ item, warehouse, at }) => [`${item} ${warehouse}`, at]))
  return ({ itemCode, warehouseCode }) => times.get(`${itemCode} ${warehouseCode}`) ?? null
}

/** Applies units that a message reported. Skips SKUs that were not read yet. */
export async function shiftCounts(tx: Tx, shifts: readonly CountShift[]): Promise<void> {
  if (shifts.length === 0) return
  await tx.$executeRaw`
    WITH shift AS (
      SELECT sku.id AS sku_id, warehouse.id AS warehouse_id, sum(told.delta)::int AS delta
      FROM unnest(${shifts.map((one) => one.itemCode)}::text[], ${shifts.map((one) => one.warehouseCode)}::text[],
        ${shifts.map((one) => one.delta)}::int[]) AS told (item, warehouse, delta)
      JOIN sku ON sku.code = told.item JOIN warehouse ON warehouse.code = told.warehouse GROUP BY 1, 2
    ), locked AS (
      SELECT sku_id, warehouse_id, shift.delta FROM warehouse_count JOIN shift USING (sku_id, warehouse_id)
      ORDER BY sku_id COLLATE "C", warehouse_id COLLATE "C" FOR UPDATE OF warehouse_count
    )
    UPDATE warehouse_count SET count = count + locked.delta FROM locked
    WHERE warehouse_count.sku_id = locked.sku_id AND warehouse_count.warehouse_id = locked.warehouse_id`
}
