import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { formatAmount, money } from '../../src/domain/money.ts'
import { closePieces } from '../../src/inventory/close-pieces.ts'
import { consume, makePermanent, release } from '../../src/inventory/release.ts'
import { reserve } from '../../src/inventory/reserve.ts'
import type { OrderDeps } from '../../src/orders/deps.ts'
import { placeOrder } from '../../src/orders/place-order.ts'
import { takePayment } from '../../src/orders/take-payment.ts'
import { turnstile } from '../../src/orders/turnstile.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import { makeSku } from './fixtures.ts'

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
      consumePieces: (tx, owner, pieces, closing) =>
        closePieces(tx, inventory, owner, pieces, 'CONSUMED', closing),
      makePermanent,
    },
    skuOfItem: async () => {
      throw new Error('nothing here reads items')
    },
    reservationMinutes: 30,
    unpaidLimits: { orders: 1_000_000, piecesOfSku: 1_000_000 },
    completeDays: 14,
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

/** Values that must never appear outside the sealed column. */
export const SECRETS = [ADDRESS.name, ADDRESS.line1, ADDRESS.phone]

export const buyer = (customerId: string) => ({
  actor: `customer:${customerId}`,
  customerId,
  isLimited: true,
})

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

/** A paid order of goods bought to order, with one purchase for the worker. Returns the order's id. */
export async function boughtToOrder(deps: OrderDeps, pieces = 2): Promise<string> {
  const { prisma } = deps
  const { skuId } = await makeSku(prisma, { supplierKey: v7() })
  await prisma.sku.update({ where: { id: skuId }, data: { buyToOrder: true } })
  await prisma.listing.create({
    data: { platform: 'ALIBABA_1688', skuId, externalId: v7(), externalSkuId: 's1', priceMinor: 1500n },
  })
  const id = await placed(deps, [{ skuId, quantity: pieces }])
  await paid(deps, id)
  return id
}

/** Pays an order in full; gives the payment's reference. */
export async function paid(deps: OrderDeps, orderId: string): Promise<string> {
  const { number, totalMinor } = await deps.prisma.order.findUniqueOrThrow({ where: { id: orderId } })
  const reference = `ref-${v7()}`
  const answer = await takePayment(deps, 'test-pay', {
    eventId: v7(),
    type: 'payment.succeeded',
    orderNumber: number,
    amount: formatAmount(money(totalMinor)),
    currency: 'CNY',
    reference,
    occurredAt: new Date().toISOString(),
  })
  if (answer.result !== 'ACCEPTED') throw new Error(answer.detail)
  return reference
}
