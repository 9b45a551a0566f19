import type { Money } from '../domain/money.ts'
import type { Platform } from '../domain/platform.ts'
import type { WebAddress } from '../domain/web-address.ts'
import type { ShopCredentials } from './credentials.ts'
import type { MessageQueue, WebhookReceiver } from './push.ts'
import type { Parcel } from './tracking.ts'

export type { ShopCredentials } from './credentials.ts'

/** One thing to buy. */
export interface PurchaseLine {
  /** Ours, unique in the purchase; comes back where the platform keeps it. */
  readonly lineNo: string
  readonly offerId: string
  /** Null for an offer without SKUs. */
  readonly skuId: string | null
  /** `OfferSku.purchaseRef` when it is known; else the connector looks it up with one more call. */
  readonly purchaseRef?: string | null
  readonly quantity: number
  /** Maximum unit price: platforms that can are asked to refuse any other. */
  readonly unitPrice: Money
}

/** Where the seller ships to: usually the forwarder's warehouse in China. Personal data. */
export interface PurchaseAddress {
  readonly name: string
  readonly mobile: string
  readonly country: string
  readonly province: string
  readonly city: string
  readonly district: string
  readonly town?: string
  readonly address: string
  readonly postCode?: string
  /** JD's four area numbers (0 for none); looked up from the text when absent. */
  readonly jdAreaIds?: readonly [number, number, number, number]
}

export interface PurchaseDraft {
  readonly lines: readonly PurchaseLine[]
  readonly address: PurchaseAddress
  /** To the seller. */
  readonly message?: string
}

export interface PurchasePreview {
  /** Total that the platform would charge, with shipping inside China. */
  readonly total: Money
  readonly shippingFee: Money
  /** Unit prices for this account, if the platform says: place with these. */
  readonly prices: readonly { readonly lineNo: string; readonly unitPrice: Money }[]
  /** Lines that cannot be bought now, with the platform's reason. */
  readonly unavailable: readonly { readonly lineNo: string; readonly reason: string }[]
}

export interface PurchaseRequest extends PurchaseDraft {
  /** Ours, unique forever: the platform keeps it, and a lost purchase is found by it. At most `limits.keyLength`. */
  readonly key: string
  /** Maximum total of the purchase, from the preview. */
  readonly total: Money
  /** True when an earlier attempt with this key may have reached the platform: it is looked up before anything is sent. */
  readonly resume?: boolean
}

/**
 * Where one platform order stands. PLACING: the platform is still making it, pay later. HELD: reserved, no money taken, gone if not confirmed. PAYING: payment accepted,
 * not yet done. UNKNOWN: a status word we have not met.
 */
export type PurchaseStatus =
  | 'PLACING'
  | 'HELD'
  | 'UNPAID'
  | 'PAYING'
  | 'PAID'
  | 'SHIPPED'
  | 'RECEIVED'
  | 'COMPLETED'
  | 'CLOSED'
  | 'UNKNOWN'

/** One order of the platform. A purchase becomes several when the platform splits it by seller or warehouse. */
export interface PurchaseOrder {
  readonly externalId: string
  readonly status: PurchaseStatus
  readonly rawStatus: string
  /** Null while the platform does not tell. */
  readonly total: Money | null
  readonly shippingFee: Money | null
  readonly seller: string | null
  /** Our line numbers where the platform keeps them, else empty. */
  readonly lineNos: readonly string[]
  readonly closeReason: string | null
}

export interface Purchase {
  readonly key: string
  readonly orders: readonly PurchaseOrder[]
  /** A page on which a person can pay, where the platform gave one. */
  readonly paymentUrl: WebAddress | null
}

export interface Payment {
  readonly orderIds: readonly string[]
  /** Maximum total of all; nothing is paid above it. */
  readonly limit: Money
}

/** PAID: the money has moved. ACCEPTED: it will, follow the order. REFUSED: it has not, with the reason. */
export interface PaymentResult {
  readonly orderId: string
  readonly outcome: 'PAID' | 'ACCEPTED' | 'REFUSED'
  readonly reason: string | null
}

export interface FollowedOrder extends PurchaseOrder {
  readonly parcels: readonly Parcel[]
}

export interface PurchasingLimits {
  /** Lines of one purchase. */
  readonly lines: number
  readonly keyLength: number
  readonly ordersPerPayment: number
  /** True when all lines of one purchase must be of one seller; else the platform splits them itself. */
  readonly oneSeller: boolean
}

/**
 * Buying on a platform for an account of ours. Throws only the classes of domain/upstream-error.ts. A write whose
 * answer is lost is looked up by our key or the order id before any second attempt; when that does not settle it,
 * Transient with `mayHaveHappened` comes out, and only `findByKey` or `follow` ends the doubt.
 */
export interface PurchasingConnector {
  readonly platform: Platform
  readonly api: 'taobao-global' | 'jd-vop' | 'alibaba-1688'
  readonly limits: PurchasingLimits
  /** The platform's pull queue for one account (JD VOP), or null. */
  readonly messages: ((shop: ShopCredentials) => MessageQueue) | null
  readonly webhook: WebhookReceiver | null

  preview(shop: ShopCredentials, draft: PurchaseDraft, signal?: AbortSignal): Promise<PurchasePreview>
  /** Places without paying. The same key again returns the existing orders. */
  place(shop: ShopCredentials, request: PurchaseRequest, signal?: AbortSignal): Promise<Purchase>
  /** Null when the platform has no order under this key. */
  findByKey(shop: ShopCredentials, key: string, signal?: AbortSignal): Promise<Purchase | null>
  /** Reads each order first: paid ones are not paid again, and nothing is paid above the limit. Never retried inside. */
  pay(shop: ShopCredentials, payment: Payment, signal?: AbortSignal): Promise<readonly PaymentResult[]>
  /** The platform took the request; some end it later (`follow` tells). Only before payment. */
  cancel(shop: ShopCredentials, orderId: string, reason: string, signal?: AbortSignal): Promise<void>
  /** Several when the order was split since. Empty when the platform does not know it. */
  follow(shop: ShopCredentials, orderId: string, signal?: AbortSignal): Promise<readonly FollowedOrder[]>
}
