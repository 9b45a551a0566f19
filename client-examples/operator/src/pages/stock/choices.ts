import { words } from '../../format/words.ts'
import type { Availability, StockMovementReason } from '../../graph.ts'

const availabilities: readonly Availability[] = ['IN_STOCK', 'LOW_STOCK', 'MADE_TO_ORDER', 'OUT_OF_STOCK']
const reasons: readonly StockMovementReason[] = ['ADJUSTMENT', 'RECEIPT', 'DAMAGE', 'RETURN', 'SALE']

export const AVAILABILITIES = availabilities.map((value) => ({ value, label: words(value) }))
/** Those that a person gives; the others come with what causes them. */
export const REASONS = reasons.map((value) => ({ value, label: words(value) }))
