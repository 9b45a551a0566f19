import type { OrderUseCases } from '../../schema/order-context.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Config } from '../config/index.ts'
import { storedAddress } from '../domain/address.ts'
import { closePieces } from '../inventory/close-pieces.ts'
import { consume, makePermanent, release } from '../inventory/release.ts'
import { reserve } from '../inventory/reserve.ts'
import { cancelOrder } from '../orders/cancel-order.ts'
import { cancelUnpaid } from '../orders/cancel-unpaid.ts'
import { completeOrders } from '../orders/complete-orders.ts'
import { confirmDelivery } from '../orders/confirm-delivery.ts'
import type { OrderDeps } from '../orders/deps.ts'
import { paymentPage } from '../orders/payment-page.ts'
import { placeOrder } from '../orders/place-order.ts'
import { completeManualPurchase, retryPurchase } from '../orders/purchases/by-hand.ts'
import { recordTracking } from '../orders/record-tracking.ts'
import { refundOrder } from '../orders/refund-order.ts'
import { setExchangeRate } from '../orders/set-exchange-rate.ts'
import { shipOrder } from '../orders/ship-order.ts'
import { takePayment } from '../orders/take-payment.ts'
import { turnstile } from '../orders/turnstile.ts'
import type { Handler } from '../server/http.ts'
import type { Logger } from '../server/logger.ts'
import { type PaymentVerdict, paymentWebhook } from '../server/payment-webhook.ts'
import type { PrismaClient } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'
import type { InventoryParts } from './inventory.ts'
import type { Lifetime } from './lifetime.ts'
import { SANDBOX_PAYMENT_PAGE } from './sandbox-payments.ts'

/** Orders in transaction at once; the pool has twice as many connections. */
const RUSH = 10
const UNPAID_REST_MS = 15_000
const COMPLETION_REST_MS = 10 * 60_000

export interface OrderParts {
  /** For use cases of others that change orders in their own transaction. */
  readonly deps: OrderDeps
  readonly useCases: OrderUseCases
  readonly webhook: Handler
  /** Called after commits that left something for the purchase worker; set once the worker runs. */
  onPurchasesDue: () => void
}

/** Orders over the inventory's reservations: use cases for resolvers and the payment webhook. */
export function ordersOf(
  { orders: settings, rates }: Config,
  prisma: PrismaClient,
  box: SecretBox,
  { deps: inventory, purchases: ownStock }: Pick<InventoryParts, 'deps' | 'purchases'>,
  { skuOfItem }: Pick<Catalogue, 'skuOfItem'>,
  sandboxUrl: string | null,
  onPaymentEvent: (provider: string, verdict: PaymentVerdict) => void,
): OrderParts {
  const isFollowingRates = rates.source !== 'off'
  const sandboxPage = sandboxUrl && `${sandboxUrl}${SANDBOX_PAYMENT_PAGE}`
  const deps: OrderDeps = {
    prisma,
    box,
    holds: {
      reserve: (tx, request) => reserve(tx, inventory, request),
      release: (tx, owner, closing) => release(tx, inventory, owner, closing),
      consume: (tx, owner, closing) => consume(tx, inventory, owner, closing),
      consumePieces: (tx, owner, pieces, closing) =>
        closePieces(tx, inventory, owner, pieces, 'CONSUMED', closing),
      makePermanent,
    },
    skuOfItem,
    reservationMinutes: settings.reservationMinutes,
    unpaidLimits: settings.unpaidLimits,
    completeDays: settings.completeDays,
    rush: turnstile(RUSH),
    onPurchasesDue: () => parts.onPurchasesDue(),
  }
  const parts: OrderParts = {
    deps,
    onPurchasesDue: () => {},
    useCases: {
      place: (input, buyer) => placeOrder(deps, input, buyer),
      cancel: (input, acting) => cancelOrder(deps, input, acting),
      confirmDelivery: (input, acting) => confirmDelivery(deps, input, acting),
      refund: (input, actor) => refundOrder(deps, input, actor),
      ship: (input, actor) => shipOrder(deps, input, actor),
      recordTracking: (input, actor) => recordTracking(deps, input, actor),
      completeManualPurchase: (input, actor) => completeManualPurchase({ prisma, ownStock }, input, actor),
      retryPurchase: async (input, actor) => {
        const result = await retryPurchase({ prisma, ownStock }, input, actor)
        parts.onPurchasesDue()
        return result
      },
      setExchangeRate: (input, actor) => setExchangeRate(prisma, input, actor, isFollowingRates),
      paymentPage: (order) => paymentPage(settings.paymentPage ?? sandboxPage, order),
      openAddress: (sealed) => storedAddress(box.open(sealed)),
    },
    webhook: paymentWebhook({
      providers: settings.paymentProviders,
      take: (provider, body) => takePayment(deps, provider, body),
      onEvent: onPaymentEvent,
    }),
  }
  return parts
}

/** The orders' own periodic work, unless this process is only a gateway. */
export function startOrderJobs({ role }: Config, { deps }: OrderParts, log: Logger, life: Lifetime): void {
  if (role === 'gateway') return
  life.every({
    name: 'unpaid orders',
    everyMs: UNPAID_REST_MS,
    run: (signal) => cancelUnpaid(deps, signal),
    log,
  })
  life.every({
    name: 'delivered orders',
    everyMs: COMPLETION_REST_MS,
    run: (signal) => completeOrders(deps, signal),
    log,
  })
}
