import { Rejected, Transient, type UpstreamName } from '../domain/upstream-error.ts'
import type { Payment, PaymentResult, PurchaseOrder, PurchaseStatus } from './purchasing.ts'

const PAYABLE: ReadonlySet<PurchaseStatus> = new Set(['HELD', 'UNPAID'])
const ALREADY: ReadonlySet<PurchaseStatus> = new Set(['PAYING', 'PAID', 'SHIPPED', 'RECEIVED', 'COMPLETED'])

/** Time a platform takes to make an order it has accepted. */
const PLACING_MS = 2_000

/**
 * The guard before money moves, the same for all platforms: settles what is paid or cannot be, and refuses the whole
 * payment when the rest would cost more than allowed, or its price is not known.
 * @throws Transient while the platform is still making one of the orders, Rejected for the limit
 */
export function payable(
  upstream: UpstreamName,
  { orderIds, limit }: Payment,
  orders: readonly (PurchaseOrder | null)[],
): { due: PurchaseOrder[]; settled: PaymentResult[] } {
  const due: PurchaseOrder[] = []
  const settled: PaymentResult[] = []
  for (const [index, orderId] of orderIds.entries()) {
    const order = orders[index]
    if (order?.status === 'PLACING') {
      const message = `order ${orderId} is still being made`
      throw new Transient({ upstream, message, code: 'not-ready', retryAfterMs: PLACING_MS })
    }
    if (order && PAYABLE.has(order.status)) due.push(order)
    else if (order && ALREADY.has(order.status))
      settled.push({ orderId, outcome: order.status === 'PAYING' ? 'ACCEPTED' : 'PAID', reason: null })
    else
      settled.push({
        orderId,
        outcome: 'REFUSED',
        reason: order ? `the order is ${order.rawStatus}` : 'no such order',
      })
  }
  let sum = 0n
  for (const { externalId, total } of due) {
    if (total === null || total.currency !== limit.currency) {
      throw new Rejected({
        upstream,
        message: `order ${externalId} has no known price in ${limit.currency}`,
        code: 'price-unknown',
      })
    }
    sum += total.minor
  }
  if (sum > limit.minor) {
    throw new Rejected({
      upstream,
      message: `the payment would cost ${sum} minor units, ${limit.minor} are allowed`,
      code: 'over-limit',
    })
  }
  return { due, settled }
}

/** Joins payments of one order that run at the same time, so that none is sent twice. */
export function createSingleFlight<T>() {
  const running = new Map<string, Promise<T>>()
  return (name: string, run: () => Promise<T>): Promise<T> => {
    const known = running.get(name)
    if (known) return known
    const started = run().finally(() => running.delete(name))
    running.set(name, started)
    return started
  }
}
