/** States of an order. The first eight are the way of an order that nothing stops, in this order. */
export const ORDER_STATUSES = [
  'PENDING_PAYMENT',
  'PAID',
  'PURCHASING',
  'PURCHASED',
  'AT_WAREHOUSE',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
  'CANCELLED',
  'REFUNDED',
] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/**
 * Where an order may go from each state. Steps may be skipped once it is paid (goods from our own shelf are
 * not bought; a carrier's message may overtake the warehouse's), but never backwards. Before it is paid it can
 * only be paid or cancelled. Shipped orders are not cancelled but refunded.
 */
export const TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING_PAYMENT: ['PAID', 'CANCELLED'],
  PAID: [
    'PURCHASING',
    'PURCHASED',
    'AT_WAREHOUSE',
    'SHIPPED',
    'DELIVERED',
    'COMPLETED',
    'CANCELLED',
    'REFUNDED',
  ],
  PURCHASING: ['PURCHASED', 'AT_WAREHOUSE', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'REFUNDED'],
  PURCHASED: ['AT_WAREHOUSE', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'REFUNDED'],
  AT_WAREHOUSE: ['SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'REFUNDED'],
  SHIPPED: ['DELIVERED', 'COMPLETED', 'REFUNDED'],
  DELIVERED: ['COMPLETED', 'REFUNDED'],
  COMPLETED: [],
  CANCELLED: [],
  REFUNDED: [],
}

/** States in which customers may cancel: nothing has been bought for them yet. */
const BY_CUSTOMER: readonly OrderStatus[] = ['PENDING_PAYMENT', 'PAID']

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return TRANSITIONS[from].includes(to)
}

export function canCustomerCancel(from: OrderStatus): boolean {
  return BY_CUSTOMER.includes(from)
}

/** Nothing comes after: neither news nor money changes the state any more. */
export function isFinal(status: OrderStatus): boolean {
  return TRANSITIONS[status].length === 0
}

/** The state after news of `to`: late, repeated and impossible news leaves the order where it is. */
export function stateAfter(from: OrderStatus, to: OrderStatus): OrderStatus {
  return canMove(from, to) ? to : from
}
