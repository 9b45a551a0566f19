import type { OrderStatus } from '../src/domain/order-state.ts'
import type { Outcome } from '../src/domain/user-error.ts'
import type { FeedGap } from './context.ts'

/** Whose order it is, and who places it. */
export interface Buyer {
  readonly actor: string
  readonly customerId: string | null
}

/** Inputs are parsed inside: what arrives is the GraphQL input with global ids made local. Each gives the order's id. */
export interface OrderUseCases {
  place(input: unknown, buyer: Buyer): Promise<Outcome<string>>
}

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
