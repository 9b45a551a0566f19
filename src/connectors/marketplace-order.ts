import type { Money } from '../domain/money.ts'
import type { RefundState } from '../domain/order-line.ts'

/** State of an order on its marketplace, over all platforms. UNKNOWN: a status word we have not met. */
export type MarketplaceOrderStatus =
  | 'PENDING_PAYMENT'
  | 'PAID'
  | 'ON_HOLD'
  | 'PARTLY_SHIPPED'
  | 'SHIPPED'
  | 'DELIVERED'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'REFUNDED'
  | 'UNKNOWN'

/** Data of an order in list calls, before its details are read. */
export interface OrderHead {
  readonly externalId: string
  readonly modifiedAt: Date | null
  readonly status: MarketplaceOrderStatus
}

export interface MarketplaceOrder extends OrderHead {
  /** The platform's own word, kept for operators and for statuses we have not met. */
  readonly rawStatus: string
  readonly createdAt: Date | null
  readonly paidAt: Date | null
  readonly shippedAt: Date | null
  readonly endedAt: Date | null
  /** Total for the buyer, after shipping and discounts. */
  readonly total: Money
  readonly shippingFee: Money
  readonly discount: Money
  /** Open id where the platform gives one, else the (maskable) nick. Personal data. */
  readonly buyer: string | null
  readonly buyerMessage: string | null
  readonly sellerMemo: string | null
  /** Personal data, often masked by the platform. */
  readonly receiver: Receiver | null
  readonly lines: readonly MarketplaceOrderLine[]
  /** The platform's own record, numbers kept exact: the source of configured field mappings. Personal data. */
  readonly raw?: unknown
}

export interface Receiver {
  readonly name: string | null
  readonly mobile: string | null
  readonly phone: string | null
  readonly province: string | null
  readonly city: string | null
  readonly district: string | null
  readonly town: string | null
  readonly address: string | null
  readonly postCode: string | null
  /** Taobao's `oaid`: handed to shipping services in place of the masked address. */
  readonly handle: string | null
}

export interface MarketplaceOrderLine {
  /** `oid` (Taobao), `subItemID` (1688); JD has no sub-order, there it is the SKU id. */
  readonly externalId: string
  readonly offerId: string | null
  readonly skuId: string | null
  readonly outerSkuId: string | null
  readonly title: string
  /** As the platform prints it, for example "颜色:红;尺码:M". */
  readonly attributesText: string | null
  readonly unitPrice: Money
  readonly quantity: number
  readonly total: Money
  /** State of the line alone; null where the platform has states of whole orders only. */
  readonly state: MarketplaceLineState | null
  /** Null where the platform tells nothing of refunds with its orders: then only its list of refunds does. */
  readonly refund: RefundState | 'NONE' | null
  readonly trackingNumber: string | null
  readonly oversold: boolean
}

/** WAITS: not sent. CLOSED: cancelled, or given back in full. */
export type MarketplaceLineState = 'WAITS' | 'SENT' | 'CLOSED'

/** A record whose shape we could not understand; goes to the sync failures with its payload. */
export interface UnreadableRecord {
  readonly externalId: string | null
  /** Names the fields that were wrong, never their values. */
  readonly message: string
  readonly payload: unknown
}
