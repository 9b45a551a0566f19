import type { SeedPlatform } from '../../seed/catalogue.ts'
import type { Parcel } from './parcel.ts'
import type { ShelfItem, ShelfSku } from './shelf.ts'

/** How far an order in a shop is, in words of no platform; each platform's mapper has its own list. */
export type ConsumerStatus =
  | 'UNPAID'
  | 'PAID'
  | 'PART_SHIPPED'
  | 'SHIPPED'
  | 'FINISHED'
  | 'CLOSED_UNPAID'
  | 'REFUNDED'

export type RefundStatus = 'ASKED' | 'AGREED' | 'REFUSED' | 'DONE' | 'WITHDRAWN'

export interface ConsumerRefund {
  id: string
  orderId: string
  lineId: string
  feeFen: number
  reason: string
  withReturn: boolean
  status: RefundStatus
  created: Date
  modified: Date
}

export interface ConsumerLine {
  id: string
  item: ShelfItem
  sku: ShelfSku
  quantity: number
  /** Per unit, at the time of the order. */
  priceFen: number
  shipped: boolean
  /** The shop had less than this when it was paid. */
  oversold: boolean
  refund: ConsumerRefund | undefined
}

/** Invented people; the sandbox knows no real one. */
export interface Receiver {
  name: string
  mobile: string
  province: string
  city: string
  district: string
  town: string
  address: string
  zip: string
}

/** An order that a consumer placed in one of the shops: a trade at Taobao, an order at JD. */
export interface ConsumerOrder {
  platform: SeedPlatform
  shop: string
  id: string
  buyer: string
  receiver: Receiver
  message: string
  status: ConsumerStatus
  lines: ConsumerLine[]
  postFen: number
  discountFen: number
  parcels: Parcel[]
  created: Date
  modified: Date
  paidAt: Date | undefined
  shippedAt: Date | undefined
  endedAt: Date | undefined
}

export type ConsumerEvent =
  | 'created'
  | 'paid'
  | 'shipped'
  | 'part-shipped'
  | 'finished'
  | 'closed'
  | RefundEvent
type RefundEvent = 'refund-created' | 'refund-agreed' | 'refund-refused' | 'refund-done' | 'refund-closed'

export const goodsFen = (order: ConsumerOrder): number =>
  order.lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0)

/** Total for the consumer: goods and postage, less the discount. */
export const paymentFen = (order: ConsumerOrder): number =>
  goodsFen(order) + order.postFen - order.discountFen
