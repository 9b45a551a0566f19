import type { PurchaseOrder } from '../../connectors/purchasing.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import type { TakenPurchase } from '../../store/purchase-queue.ts'
import type { BuyerAccount, PurchaseDeps } from './deps.ts'
import { backOff, later } from './failure.ts'
import { partsOf } from './pay.ts'
import { type Settlement, settle } from './settle.ts'

/** Some platforms cancel in the background: wait before we look again, in ms. */
const AGAIN_MS = 5_000
const CANCELLABLE: readonly PurchaseOrder['status'][] = ['PLACING', 'HELD', 'UNPAID']

/**
 * Calls a purchase off on its platform, after its order was: unpaid orders are cancelled; those that can't be any
 * more stay, with a reason.
 */
export async function cancelPurchase(
  deps: PurchaseDeps,
  purchase: TakenPurchase,
  { connector, shop }: BuyerAccount,
  signal: AbortSignal,
): Promise<void> {
  const orders = await ordersOf(purchase, { connector, shop }, signal)
  const live = orders.filter((order) => order.status !== 'CLOSED')
  if (live.length === 0) {
    await settle(deps, purchase, {
      status: 'CANCELLED',
      reason: orders.length > 0 ? 'Cancelled on the platform' : 'It had not reached the platform',
      note: 'A purchase was cancelled',
    })
    return
  }
  const gone = live.find((order) => !CANCELLABLE.includes(order.status))
  if (gone) {
    const why = `order ${gone.externalId} is ${gone.rawStatus} on the platform`
    await settle(deps, purchase, { ...kept(purchase, why), externalId: gone.externalId })
    return
  }
  try {
    for (const order of live) await connector.cancel(shop, order.externalId, 'Order called off', signal)
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    await settle(deps, purchase, { ...kept(purchase, error.message), externalId: live[0]?.externalId ?? '' })
    return
  }
  const [first] = live
  await settle(deps, purchase, {
    ...(first && purchase.externalId === null && { externalId: first.externalId }),
    reason: 'Being cancelled on the platform',
    failed: true,
    nextAttemptAt: later(Math.max(AGAIN_MS, backOff(purchase.attempts))),
  })
}

/** The platform's orders of the purchase: by their ids, or by ours when its answer never came. */
async function ordersOf(
  purchase: TakenPurchase,
  { connector, shop }: BuyerAccount,
  signal: AbortSignal,
): Promise<readonly PurchaseOrder[]> {
  const ids = partsOf(purchase)
  if (ids.length === 0) return (await connector.findByKey(shop, purchase.id, signal))?.orders ?? []
  const orders: PurchaseOrder[] = []
  for (const id of ids) orders.push(...(await connector.follow(shop, id, signal)))
  return orders
}

/**
 * It exists on the platform and stays there. An unpaid one must not be paid for a cancelled order,
 * so it leaves the worker's hands.
 */
export function kept({ status }: Pick<TakenPurchase, 'status'>, why: string): Settlement {
  return {
    ...((status === 'PENDING' || status === 'PLACED') && { status: 'AWAITING_MANUAL_PURCHASE' }),
    cancelRequestedAt: null,
    reason: `It could not be cancelled: ${why}. Cancel it by hand, ask for the money, or keep the goods`,
    note: 'A purchase could not be cancelled; an operator decides',
  }
}
