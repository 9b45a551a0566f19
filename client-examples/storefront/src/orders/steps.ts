import type { OrderStatus } from '../../../generated/storefront/graphql.ts'

/** Steps of an order, as customers see them. Goods from our own stock skip the buying. */
const STEPS = [
  'PENDING_PAYMENT',
  'PAID',
  'PURCHASING',
  'PURCHASED',
  'AT_WAREHOUSE',
  'SHIPPED',
  'DELIVERED',
] as const satisfies readonly OrderStatus[]

export interface Step {
  readonly status: (typeof STEPS)[number]
  readonly state: 'done' | 'now' | 'to come'
  /** When it was reached; null when it was skipped or is still to come. */
  readonly at: string | null
}

interface Moved {
  readonly at: string
  readonly from: OrderStatus | null | undefined
  readonly to: OrderStatus
}

/** Null for an order that goes no further: it was cancelled or refunded. */
export function stepsOf(status: OrderStatus, events: readonly Moved[]): Step[] | null {
  if (status === 'CANCELLED' || status === 'REFUNDED') return null
  const reached = status === 'COMPLETED' ? STEPS.length : STEPS.indexOf(status)
  return STEPS.flatMap((step, index): Step[] => {
    const at = events.find(({ to }) => to === step)?.at ?? null
    const skipped = at === null && index < reached
    if (skipped) return []
    const state = index < reached ? 'done' : index === reached ? 'now' : 'to come'
    return [{ status: step, state, at }]
  })
}
