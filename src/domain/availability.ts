import { DEFAULT_THRESHOLD } from './alert.ts'

export type Availability = 'IN_STOCK' | 'LOW_STOCK' | 'OUT_OF_STOCK' | 'MADE_TO_ORDER'

/** Below this many units in its best warehouse a product counts as low, for shoppers. */
export const LOW_BELOW = DEFAULT_THRESHOLD

/** @param quantities available units of every level of every SKU of the product */
export function availabilityOf(quantities: readonly number[]): Availability {
  const best = Math.max(0, ...quantities)
  if (best === 0) return 'OUT_OF_STOCK'
  return best < LOW_BELOW ? 'LOW_STOCK' : 'IN_STOCK'
}
