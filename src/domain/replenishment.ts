import { MAX_QUANTITY } from './stock.ts'

/** How much to reorder, and why in words. Quantities are units, times are days. */

/** Days of sales that the velocity is computed from. */
export const VELOCITY_DAYS = 30
/** Days of sales that one order should cover after it arrives. */
export const COVER_DAYS = 30
/** Lead time of an unknown supplier, in days. */
export const DEFAULT_LEAD_DAYS = 7

export interface ReplenishmentFacts {
  readonly onHand: number
  readonly reserved: number
  readonly safetyStock: number
  readonly incoming: number
  /** Sold from this warehouse in the last VELOCITY_DAYS. */
  readonly sold: number
  readonly leadTimeDays: number
  /** Least that the supplier sells at once. */
  readonly minOrderQuantity: number
  /** The alert ends when this many units are available. */
  readonly resumeAbove: number
}

export interface Replenishment {
  readonly quantity: number
  readonly reason: string
}

/**
 * Enough for what will be sold until the order is here and COVER_DAYS after that, and at least enough to end
 * the alert, less what is there and what is coming; at most MAX_QUANTITY. Null when nothing is missing: enough is coming already.
 */
export function proposeReplenishment(facts: ReplenishmentFacts): Replenishment | null {
  const { onHand, reserved, safetyStock, incoming, sold, leadTimeDays, minOrderQuantity, resumeAbove } = facts
  const days = leadTimeDays + COVER_DAYS
  const demand = Math.ceil((sold * days) / VELOCITY_DAYS)
  const target = Math.max(demand, resumeAbove)
  // Below zero when more is promised than there is: that is missing too.
  const free = onHand - reserved - safetyStock
  const missing = target - free - incoming
  if (missing <= 0) return null
  // No purchase can be larger, however much was sold.
  const quantity = Math.min(Math.max(missing, minOrderQuantity), MAX_QUANTITY)
  const perDay = (sold / VELOCITY_DAYS).toLocaleString('en', { maximumFractionDigits: 1 })
  const wanted =
    demand >= resumeAbove
      ? `${target} are wanted for ${leadTimeDays} days of delivery and ${COVER_DAYS} days after`
      : `${target} are wanted to end the alert (${demand} would last ${leadTimeDays} days of delivery and ${COVER_DAYS} days after)`
  const reason = [
    `${sold} sold in ${VELOCITY_DAYS} days, ${perDay} a day: ${wanted}.`,
    `There are ${onHand} on hand, ${reserved} of them reserved and ${safetyStock} kept back, and ${incoming} incoming, so ${missing} are missing.`,
    ...(quantity > missing ? [`The supplier sells at least ${quantity} at once.`] : []),
  ].join(' ')
  return { quantity, reason }
}
