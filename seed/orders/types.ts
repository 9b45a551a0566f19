import type { SeedPlatform } from '../types.ts'

export type SeedOrderStatus =
  | 'PENDING_PAYMENT'
  | 'PAID'
  | 'PURCHASING'
  | 'PURCHASED'
  | 'AT_WAREHOUSE'
  | 'SHIPPED'
  | 'DELIVERED'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'REFUNDED'

export type SeedOrderSource = 'STOREFRONT' | SeedPlatform

export interface SeedAddress {
  name: string
  line1: string
  line2: string | null
  city: string
  region: string | null
  postalCode: string
  /** ISO 3166 alpha-2. */
  country: string
  phone: string
}

export interface SeedOrderLine {
  skuCode: string
  title: string
  quantity: number
  unitPriceFen: number
  /** From our own shelf, or bought to order. */
  servedFrom: 'STOCK' | 'PURCHASE'
  /** Which shelf; null when bought to order. */
  warehouseCode: string | null
}

export interface SeedPayment {
  status: 'PENDING' | 'AUTHORIZED' | 'PAID' | 'FAILED' | 'REFUNDED'
  provider: string
  /** The provider's own number; null while it has none. */
  reference: string | null
  amountFen: number
  createdAt: Date
  paidAt: Date | null
}

export interface SeedPurchase {
  platform: SeedPlatform
  /** The platform's order number, 19 digits; null until it was placed. */
  externalId: string | null
  status:
    | 'PENDING'
    | 'PLACED'
    | 'PAID'
    | 'SHIPPED'
    | 'RECEIVED'
    | 'CANCELLED'
    | 'FAILED'
    | 'AWAITING_MANUAL_PURCHASE'
  lines: { skuCode: string; quantity: number; unitPriceFen: number }[]
  totalFen: number
  /** Why a person has to act, or why it failed; null otherwise. */
  reason: string | null
  createdAt: Date
}

export type SeedTrackingStatus =
  | 'PENDING'
  | 'PICKED_UP'
  | 'IN_TRANSIT'
  | 'CUSTOMS'
  | 'OUT_FOR_DELIVERY'
  | 'ATTEMPT_FAILED'
  | 'ARRIVED_AT_HUB'
  | 'DELIVERED'
  | 'EXCEPTION'
  | 'RETURNED'

interface SeedTrackingEvent {
  status: SeedTrackingStatus
  description: string
  location: string | null
  occurredAt: Date
}

export interface SeedShipment {
  leg: 'DOMESTIC' | 'INTERNATIONAL'
  /** Carrier code as the warehouse interface writes it. */
  carrier: string
  trackingNumber: string
  /** That of the latest event. */
  status: SeedTrackingStatus
  /** `externalId` of the purchase that this parcel brings to the hub; null for parcels to the buyer. */
  purchaseExternalId: string | null
  /** Oldest first. */
  events: SeedTrackingEvent[]
}

export interface SeedOrderEvent {
  at: Date
  /** null at the first event of an order. */
  from: SeedOrderStatus | null
  to: SeedOrderStatus
  note: string | null
  actor: string | null
}

export interface SeedOrder {
  number: string
  source: SeedOrderSource
  /** Key of SHOPS and the platform's order number, of orders pulled from a shop; null for the storefront. */
  shop: string | null
  externalId: string | null
  status: SeedOrderStatus
  /** Subject of the customer's token; null for orders pulled from a shop, whose buyers have no account. */
  customer: string | null
  lines: SeedOrderLine[]
  /** Sum of the lines. */
  totalFen: number
  payments: SeedPayment[]
  purchases: SeedPurchase[]
  shipments: SeedShipment[]
  /** Oldest first; the last one leads to `status`. */
  events: SeedOrderEvent[]
  shippingAddress: SeedAddress
  placedAt: Date
  updatedAt: Date
}

export interface SeedReservation {
  orderNumber: string
  skuCode: string
  warehouseCode: string
  quantity: number
  /** For unpaid orders, when the goods are let go; null once paid: held until they ship. */
  expiresAt: Date | null
}
