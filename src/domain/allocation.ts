import { available, type StockLevel } from './stock.ts'

/** Quantity wanted of one SKU. `field` is the path into the caller's input, for errors. */
export interface WantedLine {
  readonly skuId: string
  readonly quantity: number
  readonly field: readonly string[]
}

/** Units of one line from one warehouse. */
export interface Allocation {
  /** Index of the line. */
  readonly line: number
  readonly skuId: string
  readonly warehouseId: string
  readonly quantity: number
}

export interface AllocationPlan {
  readonly allocations: readonly Allocation[]
  /** Lines without enough stock, with what is left for them over all warehouses. */
  readonly short: readonly { readonly line: number; readonly left: number }[]
}

/**
 * Spreads lines over warehouses, in the order of the lines: from the first warehouse that has all of a line,
 * else from several. Warehouses come in the preferred order, all others after that with the most available
 * first. Units of one line are not available to the next.
 */
export function allocate(
  lines: readonly WantedLine[],
  levels: readonly StockLevel[],
  preferred: readonly string[] = [],
): AllocationPlan {
  const rank = new Map(preferred.map((warehouseId, index) => [warehouseId, index]))
  const shelves = levels.map(({ skuId, warehouseId, ...level }) => ({
    skuId,
    warehouseId,
    left: available(level),
    rank: rank.get(warehouseId) ?? preferred.length,
  }))
  const allocations: Allocation[] = []
  const short: { line: number; left: number }[] = []
  for (const [line, { skuId, quantity }] of lines.entries()) {
    const candidates = shelves
      .filter((shelf) => shelf.skuId === skuId && shelf.left > 0)
      .sort((a, b) => a.rank - b.rank || b.left - a.left)
    const left = candidates.reduce((sum, shelf) => sum + shelf.left, 0)
    if (left < quantity) {
      short.push({ line, left })
      continue
    }
    const whole = candidates.find((shelf) => shelf.left >= quantity)
    let missing = quantity
    for (const shelf of whole ? [whole] : candidates) {
      const taken = Math.min(missing, shelf.left)
      if (taken === 0) break
      allocations.push({ line, skuId, warehouseId: shelf.warehouseId, quantity: taken })
      shelf.left -= taken
      missing -= taken
    }
  }
  return { allocations, short }
}
