import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { consume, makePermanent, release } from '../../src/inventory/release.ts'
import { reserve } from '../../src/inventory/reserve.ts'
import type { OrderDeps } from '../../src/orders/deps.ts'
import { placeOrder } from '../../src/orders/place-order.ts'
import { turnstile } from '../../src/orders/turnstile.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import { secretBox } from '../../src/store/secret-box.ts'

/** The use cases of orders over the inventory's reservations, without alerts. */
export function orderDeps(prisma: PrismaClient, options: Partial<OrderDeps> = {}): OrderDeps {
  const inventory = { onLevelsChanged: async () => {} }
  return {
    prisma,
    box: secretBox([randomBytes(32)]),
    holds: {
      reserve: (tx, request) => reserve(tx, inventory, request),
      release: (tx, owner, closing) => release(tx, inventory, owner, closing),
      consume: (tx, owner, closing) => consume(tx, inventory, owner, closing),
      makePermanent,
    },
    reservationMinutes: 30,
    rush: turnstile(10),
    onPurchasesDue: () => {},
    ...options,
  }
}

export const ADDRESS = {
  name: 'Quilla Vantongeren',
  line1: '7 Zephyr Mews',
  line2: null,
  city: 'Singapore',
  region: null,
  postalCode: '560318',
  country: 'SG',
  phone: '+65 5550 0173',
}

/** Whatever must never be found outside the sealed column. */
export const SECRETS = [ADDRESS.name, ADDRESS.line1, ADDRESS.phone]

export const buyer = (customerId: string) => ({ actor: `customer:${customerId}`, customerId })

/** Places an order of one customer; gives its id. */
export async function placed(
  deps: OrderDeps,
  lines: readonly { skuId: string; quantity: number }[],
  customerId = `customer-${v7()}`,
): Promise<string> {
  const input = { lines, shippingAddress: ADDRESS, idempotencyKey: v7() }
  const result = await placeOrder(deps, input, buyer(customerId))
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '))
  return result.value
}
