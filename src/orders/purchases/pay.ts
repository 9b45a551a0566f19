import type { PaymentResult } from '../../connectors/purchasing.ts'
import { money } from '../../domain/money.ts'
import type { TakenPurchase } from '../../store/purchase-queue.ts'
import type { BuyerAccount, PurchaseDeps } from './deps.ts'
import { byHand, later } from './failure.ts'
import { settle } from './settle.ts'

/** Ids of a purchase's orders on the platform. */
export function partsOf({ externalId, partIds }: Pick<TakenPurchase, 'externalId' | 'partIds'>): string[] {
  return partIds.length > 0 ? partIds : externalId === null ? [] : [externalId]
}

/**
 * Pays a placed purchase, never more than it was placed for. The connector reads each order first, so that what
 * was paid before a crash is not paid again.
 */
export async function payPurchase(
  deps: PurchaseDeps,
  purchase: TakenPurchase,
  { connector, shop }: BuyerAccount,
  signal: AbortSignal,
): Promise<void> {
  const ids = partsOf(purchase)
  if (purchase.totalMinor === null) {
    await settle(
      deps,
      purchase,
      byHand(`Order ${ids.join(', ')} was placed, its price is not known: pay it by hand`),
    )
    return
  }
  const limit = money(purchase.totalMinor)
  const results: PaymentResult[] = []
  for (let start = 0; start < ids.length; start += connector.limits.ordersPerPayment) {
    const orderIds = ids.slice(start, start + connector.limits.ordersPerPayment)
    results.push(...(await connector.pay(shop, { orderIds, limit }, signal)))
  }
  const refused = results.find((result) => result.outcome === 'REFUSED')
  if (refused) {
    const { orderId, reason } = refused
    await settle(
      deps,
      purchase,
      byHand(`Order ${orderId} was placed and not paid: ${reason}. Pay it by hand`),
    )
    return
  }
  const paid = results.every((result) => result.outcome === 'PAID')
  await settle(deps, purchase, {
    ...(paid && { status: 'PAID' as const }),
    reason: null,
    nextAttemptAt: later(paid ? deps.followEveryMs : Math.min(deps.followEveryMs, ACCEPTED_MS)),
  })
}

/** A payment that was accepted is done within seconds. */
const ACCEPTED_MS = 5_000
