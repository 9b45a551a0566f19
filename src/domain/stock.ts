/** One SKU in one warehouse, in units. Each change adds one to `version`. */
export interface StockLevel {
  readonly id: string
  readonly skuId: string
  readonly warehouseId: string
  readonly onHand: number
  readonly reserved: number
  readonly safetyStock: number
  readonly incoming: number
  readonly version: number
  readonly updatedAt: Date
}

type Quantities = Pick<StockLevel, 'onHand' | 'reserved' | 'safetyStock'>

/** Units that may be promised to the next customer. The database computes the same as `stock_level.available`. */
export function available(level: Quantities): number {
  return Math.max(0, level.onHand - level.reserved - level.safetyStock)
}

/** Units missing to keep every reservation, or 0. */
export function oversoldBy(level: Pick<StockLevel, 'onHand' | 'reserved'>): number {
  return Math.max(0, level.reserved - level.onHand)
}

export const MOVEMENT_REASONS = [
  'RECEIPT',
  'SALE',
  'RESERVATION',
  'RELEASE',
  'TRANSFER_OUT',
  'TRANSFER_IN',
  'STOCKTAKE',
  'ADJUSTMENT',
  'RETURN',
  'DAMAGE',
  'SYNC',
] as const
export type StockMovementReason = (typeof MOVEMENT_REASONS)[number]

/** Order in which levels are locked, everywhere, so that two transactions never wait for each other. */
export function compareLevelKeys(
  a: Pick<StockLevel, 'skuId' | 'warehouseId'>,
  b: Pick<StockLevel, 'skuId' | 'warehouseId'>,
): number {
  const [left, right] = a.skuId === b.skuId ? [a.warehouseId, b.warehouseId] : [a.skuId, b.skuId]
  return left < right ? -1 : left > right ? 1 : 0
}

/** The largest quantity that a level, a change or a count may name: the column is a 32-bit integer. */
export const MAX_QUANTITY = 1_000_000_000

/**
 * The largest sum of a SKU over all warehouses, on hand, reserved or incoming: the graph returns it as an Int.
 * The database holds it too (trigger stock_level_sum_updated).
 */
export const MAX_SKU_SUM = 2_147_483_647
