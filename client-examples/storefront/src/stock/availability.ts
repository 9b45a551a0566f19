import type { Availability } from '../../../generated/storefront/graphql.ts'

interface WithLevels {
  readonly buyToOrder?: boolean
  readonly stockLevels: readonly { readonly available: number }[]
}

/** Below this many units in its best warehouse stock counts as low: the gateway's own rule for `Product.availability`. */
const LOW_BELOW = 10

/** Units that can be promised, over all warehouses. Counted here, from levels that live events change one by one. */
export function availableOf({ stockLevels }: WithLevels): number {
  return stockLevels.reduce((sum, { available }) => sum + available, 0)
}

export function availabilityOf({ stockLevels, buyToOrder = false }: WithLevels): Availability {
  const best = Math.max(0, ...stockLevels.map(({ available }) => available))
  if (best === 0) return buyToOrder ? 'MADE_TO_ORDER' : 'OUT_OF_STOCK'
  return best < LOW_BELOW ? 'LOW_STOCK' : 'IN_STOCK'
}
