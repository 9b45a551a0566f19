import type { OrderUseCases } from '../../schema/order-context.ts'
import type { Config } from '../config.ts'
import type { InventoryDeps } from '../inventory/deps.ts'
import { consume, makePermanent, release } from '../inventory/release.ts'
import { reserve } from '../inventory/reserve.ts'
import type { OrderDeps } from '../orders/deps.ts'
import { placeOrder } from '../orders/place-order.ts'
import { takePayment } from '../orders/take-payment.ts'
import { turnstile } from '../orders/turnstile.ts'
import type { Handler } from '../server/http.ts'
import { paymentWebhook } from '../server/payment-webhook.ts'
import type { PrismaClient } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'

/** Orders in transaction at once; the pool has twice as many connections. */
const RUSH = 10

export interface OrderParts {
  readonly deps: OrderDeps
  readonly useCases: OrderUseCases
  readonly webhook: Handler
}

/** Orders over the inventory's reservations: what resolvers and the payment webhook call. */
export function ordersOf(
  { orders: settings }: Config,
  prisma: PrismaClient,
  box: SecretBox,
  inventory: InventoryDeps,
): OrderParts {
  const deps: OrderDeps = {
    prisma,
    box,
    holds: {
      reserve: (tx, request) => reserve(tx, inventory, request),
      release: (tx, owner, closing) => release(tx, inventory, owner, closing),
      consume: (tx, owner, closing) => consume(tx, inventory, owner, closing),
      makePermanent,
    },
    reservationMinutes: settings.reservationMinutes,
    rush: turnstile(RUSH),
    onPurchasesDue: () => {},
  }
  return {
    deps,
    useCases: {
      place: (input, buyer) => placeOrder(deps, input, buyer),
    },
    webhook: paymentWebhook({
      secrets: settings.paymentSecrets,
      take: (provider, body) => takePayment(deps, provider, body),
    }),
  }
}
