import type { OrderStatus } from '../src/domain/order-state.ts'
import type { Outcome } from '../src/domain/user-error.ts'

/** Whose order it is, and who places it. */
export interface Buyer {
  readonly actor: string
  readonly customerId: string | null
}

/** Who changes an order; a customer may touch the own ones only. */
export interface Acting {
  readonly actor: string
  readonly customerId: string | null
}

/**
 * Inputs are parsed inside: what arrives is the GraphQL input with global ids made local. Each gives the order's id,
 * where nothing else is said.
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
  /** Gives the SKU's id. */
  setBuyToOrder(input: unknown, actor: string): Promise<Outcome<string>>
  /** Gives the currency. */
  setExchangeRate(input: unknown, actor: string): Promise<Outcome<string>>
  /** Where the customer pays; null when no page is known. `amount` is a decimal. */
  paymentPage(order: { number: string; amount: string; currency: string }): string | null
  /** Opens what `placeOrder` sealed. */
  openAddress(sealed: Uint8Array): ShippingAddress
}

/** Personal data: only for its owner and for `personal:read`. */
export interface ShippingAddress {
  readonly name: string
  readonly line1: string
  readonly line2: string | null
  readonly city: string
  readonly region: string | null
  readonly postalCode: string
  readonly country: string
  readonly phone: string
}

export interface OrderChangeItem {
  readonly kind: 'order'
  readonly cursor: string
  readonly orderId: string
  readonly from: OrderStatus | null
  readonly to: OrderStatus
  readonly occurredAt: Date
}
