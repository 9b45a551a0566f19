import { ORDER_LINE_STATUSES, type OrderLineStatus } from './order-line.ts'

/** States of a purchase at a marketplace. */
export const PURCHASE_STATUSES = [
  'PENDING',
  'PLACED',
  'PAID',
  'SHIPPED',
  'RECEIVED',
  'CANCELLED',
  'FAILED',
  'AWAITING_MANUAL_PURCHASE',
] as const
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number]

export interface PurchaseState {
  readonly status: PurchaseStatus
  /** When a first attempt was sent to the platform; null: the platform has not heard of it. */
  readonly submittedAt: Date | null
}

/** Where a purchase brings its lines; null for one that was called off. Failed ones wait for an operator. */
const REACHED: Readonly<Record<PurchaseStatus, OrderLineStatus | null>> = {
  PENDING: 'PENDING',
  PLACED: 'PURCHASING',
  PAID: 'PURCHASED',
  SHIPPED: 'SELLER_SENT',
  RECEIVED: 'ARRIVED',
  CANCELLED: null,
  FAILED: 'PURCHASING',
  AWAITING_MANUAL_PURCHASE: 'PURCHASING',
}

/** States of a line that its purchases decide. Whatever else happens to a line takes it out of their hands. */
const BOUGHT: readonly OrderLineStatus[] = ['PENDING', 'PURCHASING', 'PURCHASED', 'SELLER_SENT', 'ARRIVED']

/** It has begun: a platform has heard of it, or an operator has to act. */
export function isBegun({ status, submittedAt }: PurchaseState): boolean {
  return status !== 'PENDING' || submittedAt !== null
}

/**
 * State of a line by its purchases: that of the least advanced one. It goes back to PURCHASING when a seller closes
 * what was paid, and never to PENDING.
 */
export function lineAfterPurchases(
  now: OrderLineStatus,
  purchases: readonly PurchaseState[],
): OrderLineStatus {
  if (!BOUGHT.includes(now)) return now
  let least: OrderLineStatus | null = null
  for (const purchase of purchases) {
    const reached = REACHED[purchase.status]
    if (reached === null) continue
    const at = reached === 'PENDING' && (isBegun(purchase) || now !== 'PENDING') ? 'PURCHASING' : reached
    if (least === null || rank(at) < rank(least)) least = at
  }
  return least ?? now
}

const rank = (status: OrderLineStatus) => ORDER_LINE_STATUSES.indexOf(status)
