import type { PaymentSettings } from './payments.ts'
import type { Buyer, BuyerApp, HubAddress } from './purchasing.ts'
import type { Table } from './setting.ts'
import { wholeNumber } from './types.ts'

export const ORDERS = {
  ORDER_RESERVATION_MINUTES: {
    type: wholeNumber(1, 7 * 24 * 60, 'minutes'),
    default: '30',
    sentence: 'Minutes that stock is held for an order that is not paid.',
  },
  ORDER_MAX_UNPAID: {
    type: wholeNumber(1, 1_000, 'orders'),
    default: '5',
    sentence:
      'Orders of one customer that may wait for their payment; further ones are refused until one is paid.',
  },
  ORDER_MAX_UNPAID_PIECES: {
    type: wholeNumber(1, 1_000_000, 'pieces'),
    default: '50',
    sentence: 'Units of one SKU that unpaid orders of one customer may hold from our stock.',
  },
  ORDER_COMPLETE_DAYS: {
    type: wholeNumber(1, 365, 'days'),
    default: '14',
    sentence: 'Days from delivery to completion.',
  },
} as const satisfies Table

/** Settings of orders, payments and purchases. */
export interface OrderSettings extends PaymentSettings {
  /** How long stock is held for an order that is not paid, in minutes. */
  readonly reservationMinutes: number
  /** Limits on unpaid orders of one customer. */
  readonly unpaidLimits: { readonly orders: number; readonly piecesOfSku: number }
  /** Days from delivery to completion. */
  readonly completeDays: number
  /** Purchasing accounts of real platforms; the sandbox plays those that are missing, when it is on. */
  readonly buyers: ReadonlyMap<Buyer, BuyerApp>
  /** Address that sellers in China send goods to; null: purchases wait for an operator. */
  readonly hub: HubAddress | null
}
