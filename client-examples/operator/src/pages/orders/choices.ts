import type { OrderSource, OrderStatus } from '../../graph.ts'

/** In the order they are passed. */
export const STATUSES: readonly OrderStatus[] = [
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
]

export const SOURCES: readonly OrderSource[] = ['STOREFRONT', 'TAOBAO', 'JD', 'ALIBABA_1688']
