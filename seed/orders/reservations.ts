import { orders } from './order.ts'
import type { SeedOrder, SeedOrderStatus, SeedReservation } from './types.ts'

/** States in which stock is reserved for the customer. */
const HOLDING: readonly SeedOrderStatus[] = [
  'PENDING_PAYMENT',
  'PAID',
  'PURCHASING',
  'PURCHASED',
  'AT_WAREHOUSE',
]

/** How long an unpaid order keeps its goods. */
const UNPAID_MS = 24 * 3600 * 1000

function reservationsOf({ number, status, lines, placedAt }: SeedOrder): SeedReservation[] {
  return lines.flatMap(({ skuCode, warehouseCode, quantity }) =>
    warehouseCode === null
      ? []
      : [
          {
            orderNumber: number,
            skuCode,
            warehouseCode,
            quantity,
            expiresAt: status === 'PENDING_PAYMENT' ? new Date(placedAt.getTime() + UNPAID_MS) : null,
          },
        ],
  )
}

/** Reservations of open storefront orders: each line served from stock, in one warehouse. */
export function reservations(now: Date): SeedReservation[] {
  return orders(now)
    .filter(({ source, status }) => source === 'STOREFRONT' && HOLDING.includes(status))
    .flatMap(reservationsOf)
}
