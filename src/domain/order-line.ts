import type { MarketplaceRefundStatus } from './sync-words.ts'

/** States of a line. The first ten are the way of a line that nothing stops, in this order. */
export const ORDER_LINE_STATUSES = [
  'PENDING',
  'AWAITING_CUSTOMER',
  'PURCHASING',
  'PURCHASED',
  'SELLER_SENT',
  'ARRIVED',
  'STORED',
  'IN_PARCEL',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
  'RETURNING',
  'RETURNED',
  'EXCHANGING',
  'REFUNDED',
] as const
export type OrderLineStatus = (typeof ORDER_LINE_STATUSES)[number]

const SHIPPED = ORDER_LINE_STATUSES.indexOf('SHIPPED')
const ENDED: readonly OrderLineStatus[] = ['CANCELLED', 'RETURNED', 'REFUNDED']

/** How far a refund is, over all platforms. UNKNOWN: a word we have not met. */
export type RefundState = MarketplaceRefundStatus

/** Asked for and not decided. A word that we have not met may be that: goods wait rather than leave for nothing. */
export function isOpenRefund(state: RefundState): boolean {
  return state === 'REQUESTED' || state === 'AGREED' || state === 'RETURNING' || state === 'UNKNOWN'
}

/** Counts towards its order; cancelled and refunded lines do not. */
export function isLive(status: OrderLineStatus): boolean {
  return !ENDED.includes(status)
}

/** States of a line that has not left the warehouse. */
export const UNSENT: readonly OrderLineStatus[] = ORDER_LINE_STATUSES.slice(0, SHIPPED)

/** It has not left the warehouse. */
export function isUnsent(status: OrderLineStatus): boolean {
  return UNSENT.includes(status)
}

/**
 * Whether the line is still to be sent to its buyer: the one rule for what is held, handed to the warehouse system,
 * taken back from it and compared. `TO_SEND` of store/line-to-send.ts is the same in SQL.
 */
export function isToSend(line: {
  readonly status: OrderLineStatus
  readonly refundPending: boolean
}): boolean {
  return isUnsent(line.status) && !line.refundPending
}
