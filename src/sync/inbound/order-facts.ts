import type { MarketplaceOrder, MarketplaceOrderStatus, Receiver } from '../../connectors/marketplace.ts'
import type { Address } from '../../domain/address.ts'
import { canMove, type OrderStatus } from '../../domain/order-state.ts'
import { type LinkablePlatform, linkable, type Platform } from '../../domain/platform.ts'

/** Our state of an order by that of its marketplace. Null: unknown. */
const STATUS: Readonly<Record<MarketplaceOrderStatus, OrderStatus | null>> = {
  PENDING_PAYMENT: 'PENDING_PAYMENT',
  PAID: 'PAID',
  // Paid, and not to be sent yet: the stock is held all the same.
  ON_HOLD: 'PAID',
  PARTLY_SHIPPED: 'PAID',
  SHIPPED: 'SHIPPED',
  DELIVERED: 'DELIVERED',
  COMPLETED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
  REFUNDED: 'REFUNDED',
  UNKNOWN: null,
}

export function statusOf({ status, paidAt }: MarketplaceOrder): OrderStatus {
  // JD has one state for both (protocols.md 2.5): paid orders that are cancelled get a refund.
  if (status === 'CANCELLED' && paidAt) return 'REFUNDED'
  return STATUS[status] ?? (paidAt ? 'PAID' : 'PENDING_PAYMENT')
}

/** The moves that take an order from where it is to where its marketplace has it; none for what is late. */
export function stepsTo(from: OrderStatus, to: OrderStatus): OrderStatus[] {
  if (from === to) return []
  if (canMove(from, to)) return [to]
  // Shipped orders are refunded, not cancelled.
  if (to === 'CANCELLED' && canMove(from, 'REFUNDED')) return ['REFUNDED']
  // Between two looks it was paid as well.
  return canMove(from, 'PAID') && canMove('PAID', to) ? ['PAID', to] : []
}

/** Paid, and the goods are still with us: their stock is held. */
export function holdsStock(status: OrderStatus): boolean {
  return status === 'PAID' || status === 'PURCHASING' || status === 'PURCHASED' || status === 'AT_WAREHOUSE'
}

/** The goods have left. */
export function hasLeft(status: OrderStatus): boolean {
  return status === 'SHIPPED' || status === 'DELIVERED' || status === 'COMPLETED'
}

const PREFIX: Readonly<Record<LinkablePlatform, string>> = { TAOBAO: 'TB', JD: 'JD', ALIBABA_1688: '1688' }

/** Our number of an order that a marketplace has numbered already. */
export function numberOf(platform: Platform, externalId: string): string {
  return `${PREFIX[linkable(platform)]}-${externalId}`
}

/** An address as the graph knows it, with the parts that a warehouse asks for. Personal data: sealed at rest. */
export interface MarketplaceAddress extends Address {
  readonly receiver: Receiver
  /** Stands for the masked parts towards shipping services. */
  readonly handle?: string
}

export function addressOf(receiver: Receiver): MarketplaceAddress {
  const { name, mobile, phone, province, city, district, town, address, postCode } = receiver
  return {
    name: name ?? '',
    line1: [district, town, address].filter(Boolean).join(' '),
    line2: null,
    city: city ?? '',
    region: province,
    postalCode: postCode || null,
    country: 'CN',
    phone: mobile ?? phone ?? '',
    receiver,
    ...(receiver.handle && { handle: receiver.handle }),
  }
}
