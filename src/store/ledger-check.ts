import { MAX_SKU_SUM } from '../domain/stock.ts'
import type { PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Something that does not agree, in words: which level, what it says, what the rows behind it say. */
export interface LedgerDifference {
  readonly sku: string
  readonly warehouse: string
  readonly what: string
}

export interface LedgerReport {
  readonly levels: number
  readonly movements: number
  readonly differences: readonly LedgerDifference[]
}

/** Long enough for tens of millions of movements. */
const TIMEOUT_MS = 3_600_000

/**
 * Compares every stock level with the rows it is the sum of: its movements (on hand, reserved, one for each
 * version, each leading where it says), its active reservations, and what is on the way to it; and what is kept of
 * the levels of a product (availability) or bounded over those of a SKU (sums). Reads one snapshot, so a database in
 * use is checked as it was at one instant.
 */
export function checkLedger(prisma: PrismaClient): Promise<LedgerReport> {
  return prisma.$transaction(
    async (tx) => {
      const [counts] = await tx.$queryRaw<{ levels: number; movements: number }[]>`
        SELECT (SELECT count(*)::float8 FROM stock_level) AS levels, (SELECT count(*)::float8 FROM stock_movement) AS movements`
      const differences = [
        ...(await sumDifferences(tx)),
        ...(await runningDifferences(tx)),
        ...(await reservationDifferences(tx)),
        ...(await incomingDifferences(tx)),
        ...(await forgottenPurchases(tx)),
        ...(await availabilityDifferences(tx)),
        ...(await sumsBeyondInt(tx)),
      ]
      return { levels: counts?.levels ?? 0, movements: counts?.movements ?? 0, differences }
    },
    { isolationLevel: 'RepeatableRead', timeout: TIMEOUT_MS },
  )
}

interface Sums {
  sku: string
  warehouse: string
  on_hand: number | null
  reserved: number | null
  version: number | null
  sum_on_hand: number
  sum_reserved: number
  movements: number
  first: number
  last: number
}

/** Levels that are not the sum of their movements, and movements that have no level. */
async function sumDifferences(tx: Tx): Promise<LedgerDifference[]> {
  const rows = await tx.$queryRaw<Sums[]>`
    SELECT sku.code AS sku, warehouse.code AS warehouse, level.on_hand, level.reserved, level.version,
      COALESCE(ledger.on_hand, 0)::float8 AS sum_on_hand, COALESCE(ledger.reserved, 0)::float8 AS sum_reserved,
      COALESCE(ledger.movements, 0)::float8 AS movements, COALESCE(ledger.first, 1) AS first, COALESCE(ledger.last, 0) AS last
    FROM stock_level level
    FULL JOIN (
      SELECT sku_id, warehouse_id, sum(delta) AS on_hand, sum(reserved_delta) AS reserved, count(*) AS movements,
        min(level_version) AS first, max(level_version) AS last
      FROM stock_movement GROUP BY sku_id, warehouse_id
    ) ledger USING (sku_id, warehouse_id)
    JOIN sku ON sku.id = sku_id
    JOIN warehouse ON warehouse.id = warehouse_id
    WHERE level.id IS NULL OR level.on_hand <> COALESCE(ledger.on_hand, 0) OR level.reserved <> COALESCE(ledger.reserved, 0)
      OR level.version <> COALESCE(ledger.movements, 0) OR COALESCE(ledger.first, 1) <> 1 OR level.version <> COALESCE(ledger.last, 0)
    ORDER BY sku.code, warehouse.code`
  return rows.flatMap((row) =>
    sumsInWords(row).map((what) => ({ sku: row.sku, warehouse: row.warehouse, what })),
  )
}

function sumsInWords(row: Sums): string[] {
  if (row.version === null) return [`${row.movements} movements and no level`]
  const words: string[] = []
  if (row.on_hand !== row.sum_on_hand)
    words.push(`on hand is ${row.on_hand}, its movements sum to ${row.sum_on_hand}`)
  if (row.reserved !== row.sum_reserved)
    words.push(`reserved is ${row.reserved}, its movements sum to ${row.sum_reserved}`)
  if (row.version !== row.movements || row.first !== 1 || row.last !== row.version)
    words.push(`version is ${row.version}, with ${row.movements} movements from ${row.first} to ${row.last}`)
  return words
}

/** Movements that did not lead where they say, by the movements before them. */
function runningDifferences(tx: Tx): Promise<LedgerDifference[]> {
  return tx.$queryRaw<LedgerDifference[]>`
    SELECT sku.code AS sku, warehouse.code AS warehouse,
      format('movement %s says %s on hand and %s reserved after it, those up to it sum to %s and %s',
        level_version, on_hand_after, reserved_after, on_hand, reserved) AS what
    FROM (
      SELECT sku_id, warehouse_id, level_version, on_hand_after, reserved_after,
        sum(delta) OVER before AS on_hand, sum(reserved_delta) OVER before AS reserved
      FROM stock_movement
      WINDOW before AS (PARTITION BY sku_id, warehouse_id ORDER BY level_version)
    ) running
    JOIN sku ON sku.id = sku_id
    JOIN warehouse ON warehouse.id = warehouse_id
    WHERE on_hand_after <> on_hand OR reserved_after <> reserved
    ORDER BY sku.code, warehouse.code, level_version`
}

function reservationDifferences(tx: Tx): Promise<LedgerDifference[]> {
  return tx.$queryRaw<LedgerDifference[]>`
    SELECT sku.code AS sku, warehouse.code AS warehouse,
      format('reserved is %s, active reservations hold %s', COALESCE(level.reserved, 0), COALESCE(held.quantity, 0)) AS what
    FROM stock_level level
    FULL JOIN (
      SELECT sku_id, warehouse_id, sum(quantity) AS quantity FROM reservation WHERE status = 'ACTIVE' GROUP BY sku_id, warehouse_id
    ) held USING (sku_id, warehouse_id)
    JOIN sku ON sku.id = sku_id
    JOIN warehouse ON warehouse.id = warehouse_id
    WHERE COALESCE(level.reserved, 0) <> COALESCE(held.quantity, 0)
    ORDER BY sku.code, warehouse.code`
}

function incomingDifferences(tx: Tx): Promise<LedgerDifference[]> {
  return tx.$queryRaw<LedgerDifference[]>`
    SELECT sku.code AS sku, warehouse.code AS warehouse,
      format('incoming is %s, %s are in transit and %s awaited from purchases',
        COALESCE(level.incoming, 0), COALESCE(coming.in_transit, 0), COALESCE(coming.awaited, 0)) AS what
    FROM stock_level level
    FULL JOIN (
      SELECT sku_id, warehouse_id, sum(in_transit) AS in_transit, sum(awaited) AS awaited
      FROM (
        SELECT sku_id, to_warehouse_id AS warehouse_id, quantity AS in_transit, 0 AS awaited
        FROM stock_transfer WHERE status = 'IN_TRANSIT'
        UNION ALL
        SELECT line.sku_id, purchase.warehouse_id, 0, line.awaited
        FROM purchase_order_line line JOIN purchase_order purchase ON purchase.id = line.purchase_order_id
        WHERE line.awaited > 0 AND purchase.warehouse_id IS NOT NULL
      ) parts
      GROUP BY sku_id, warehouse_id
    ) coming USING (sku_id, warehouse_id)
    JOIN sku ON sku.id = sku_id
    JOIN warehouse ON warehouse.id = warehouse_id
    WHERE COALESCE(level.incoming, 0) <> COALESCE(coming.in_transit, 0) + COALESCE(coming.awaited, 0)
    ORDER BY sku.code, warehouse.code`
}

/** Nothing can come of a purchase that is over, nor without a warehouse. */
function forgottenPurchases(tx: Tx): Promise<LedgerDifference[]> {
  return tx.$queryRaw<LedgerDifference[]>`
    SELECT sku.code AS sku, COALESCE(warehouse.code, '-') AS warehouse,
      format('%s pieces are awaited from purchase %s, which is %s', line.awaited, purchase.id, purchase.status) AS what
    FROM purchase_order_line line
    JOIN purchase_order purchase ON purchase.id = line.purchase_order_id
    JOIN sku ON sku.id = line.sku_id
    LEFT JOIN warehouse ON warehouse.id = purchase.warehouse_id
    WHERE line.awaited > 0 AND (purchase.status IN ('RECEIVED', 'CANCELLED', 'FAILED') OR purchase.warehouse_id IS NULL)
    ORDER BY sku.code, purchase.id`
}

/** Products whose availability is not that of their levels. Named by the first code of their SKUs. */
function availabilityDifferences(tx: Tx): Promise<LedgerDifference[]> {
  return tx.$queryRaw<LedgerDifference[]>`
    SELECT COALESCE(first_code, product.id) AS sku, 'all warehouses' AS warehouse,
      format('the product is %s, its levels say %s', product.availability, availability_of(most)) AS what
    FROM product
    LEFT JOIN (
      SELECT sku.product_id, min(sku.code) AS first_code, max(level.available) AS most
      FROM sku LEFT JOIN stock_level level ON level.sku_id = sku.id GROUP BY sku.product_id
    ) found ON found.product_id = product.id
    WHERE product.availability <> availability_of(most)
    ORDER BY sku`
}

function sumsBeyondInt(tx: Tx): Promise<LedgerDifference[]> {
  return tx.$queryRaw<LedgerDifference[]>`
    SELECT sku.code AS sku, 'all warehouses' AS warehouse,
      format('together %s on hand, %s reserved and %s incoming: at most %s are kept',
        sum(on_hand), sum(reserved), sum(incoming), ${MAX_SKU_SUM}::int) AS what
    FROM stock_level level JOIN sku ON sku.id = level.sku_id
    GROUP BY sku.code HAVING greatest(sum(on_hand), sum(reserved), sum(incoming)) > ${MAX_SKU_SUM}::int
    ORDER BY sku.code`
}
