import type { OrderStatus } from '../src/domain/order-state.ts'
import type { FeedGap } from './context.ts'

/** What the graph's order types need of the context. */

export type OrderFeedItem =
  | {
      readonly kind: 'order'
      readonly cursor: string
      readonly orderId: string
      readonly from: OrderStatus | null
      readonly to: OrderStatus
      readonly occurredAt: Date
    }
  | FeedGap
