import type { Address } from '../src/domain/address.ts'
import type { OrderStatus } from '../src/domain/order-state.ts'
import type { Outcome } from '../src/domain/user-error.ts'

/** Whose order it is, and who places it. */
interface Buyer {
  readonly actor: string
  readonly customerId: string | null
  /** True for customers: limits on unpaid orders apply. */
  readonly isLimited: boolean
}

/** Who changes an order; a customer may touch the own ones only. */
export interface Acting {
  readonly actor: string
  readonly customerId: string | null
}

/**
 * Inputs are parsed inside: they arrive as GraphQL input with global ids made local. Each gives the order's id,
 * unless stated otherwise.
 */
export interface OrderUseCases {
  place(input: unknown, buyer: Buyer): Promise<Outcome<string>>
  cancel(input: unknown, acting: Acting): Promise<Outcome<string>>
  confirmDelivery(input: unknown, acting: Acting): Promise<Outcome<string>>
  refund(input: unknown, actor: string): Promise<Outcome<string>>
  ship(input: unknown, actor: string): Promise<Outcome<string>>
  /** Gives the shipment's id. */
  recordTracking(input: unknown, actor: string): Promise<Outcome<string>>
  /** Null for a purchase for our own stock. */
  completeManualPurchase(input: unknown, actor: string): Promise<Outcome<string | null>>
  retryPurchase(input: unknown, actor: string): Promise<Outcome<string | null>>
  /** Gives the currency. */
  setExchangeRate(input: unknown, actor: string): Promise<Outcome<string>>
  /** Where the customer pays; null when no page is known. `amount` is a decimal. */
  paymentPage(order: { number: string; amount: string; currency: string }): string | null
  /** Opens what `placeOrder` sealed. Personal data: only for its owner and for `personal:read`. */
  openAddress(sealed: Uint8Array): Address
}

export interface OrderChangeItem {
  readonly kind: 'order'
  readonly cursor: string
  readonly orderId: string
  readonly from: OrderStatus | null
  readonly to: OrderStatus
  readonly occurredAt: Date
}
