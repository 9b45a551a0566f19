import type { FollowedOrder, PurchaseStatus as UpstreamStatus } from '../../connectors/purchasing.ts'
import type { PurchaseStatus } from '../../domain/purchase-state.ts'
import type { TakenPurchase } from '../../store/purchase-queue.ts'
import { type WrittenParcel, writeParcel } from '../write-parcel.ts'
import type { BuyerAccount, PurchaseDeps } from './deps.ts'
import { later, WAITS } from './failure.ts'
import { partsOf } from './pay.ts'
import { type Settlement, settle } from './settle.ts'

/** How far along; a purchase never goes back. */
const RANK: Readonly<Partial<Record<PurchaseStatus, number>>> = {
  PLACED: 1,
  PAID: 2,
  SHIPPED: 3,
  RECEIVED: 4,
}

/** The platform's word in ours; null says nothing. */
const OURS: Readonly<Record<UpstreamStatus, keyof typeof RANK | null>> = {
  PLACING: null,
  HELD: null,
  UNPAID: null,
  PAYING: null,
  PAID: 'PAID',
  SHIPPED: 'SHIPPED',
  RECEIVED: 'RECEIVED',
  COMPLETED: 'RECEIVED',
  CLOSED: null,
  UNKNOWN: null,
}

/** A purchase that the platform sends no news about, checked rarely. */
const SILENT_MS = 6 * 3600_000

/** Reads where a paid purchase is: its state, its parcels and their scans. */
export async function followPurchase(
  deps: PurchaseDeps,
  purchase: TakenPurchase,
  { connector, shop }: BuyerAccount,
  signal: AbortSignal,
): Promise<void> {
  const orders: FollowedOrder[] = []
  for (const id of partsOf(purchase)) orders.push(...(await connector.follow(shop, id, signal)))
  if (orders.length === 0) {
    await settle(deps, purchase, {
      reason: 'The platform does not tell about this order: record its parcels by hand',
      nextAttemptAt: later(SILENT_MS),
    })
    return
  }
  const live = orders.filter((order) => order.status !== 'CLOSED')
  if (live.length === 0) {
    await settle(deps, purchase, {
      status: 'FAILED',
      reason: `The seller closed it after it was paid: ${orders[0]?.closeReason ?? 'no reason given'}. Look after the money`,
      note: 'A purchase was closed by the marketplace; an operator decides',
    })
    return
  }
  const closed = orders.length - live.length
  await settle(deps, purchase, {
    ...statusOf(purchase, live),
    ...reasonOf(purchase, closed, orders.length),
    nextAttemptAt: later(deps.followEveryMs),
    also: async (tx) => {
      const written: WrittenParcel[] = []
      for (const parcel of live.flatMap((order) => order.parcels)) {
        const one = await writeParcel(tx, parcel, {
          orderId: purchase.orderId,
          purchaseOrderId: purchase.id,
          leg: 'DOMESTIC',
          destination: 'HUB',
        })
        if (one) written.push(one)
      }
      return written
    },
  })
}

/** Keeps the reason shown to operators, unless it was only waiting for the platform. */
function reasonOf({ reason }: TakenPurchase, closed: number, all: number): Pick<Settlement, 'reason'> {
  if (closed > 0) return { reason: `${closed} of ${all} orders of this purchase were closed by the seller` }
  return reason?.startsWith(WAITS) ? { reason: null } : {}
}

/** As far as the slowest part is; received when all parcels were signed for, with or without the buyer's confirmation. */
function statusOf(purchase: TakenPurchase, live: readonly FollowedOrder[]): Pick<Settlement, 'status'> {
  let slowest: PurchaseStatus | null = null
  for (const order of live) {
    const status = arrived(order) ? 'RECEIVED' : OURS[order.status]
    if (!status) return {}
    if (!slowest || (RANK[status] ?? 0) < (RANK[slowest] ?? 0)) slowest = status
  }
  return slowest && (RANK[slowest] ?? 0) > (RANK[purchase.status] ?? 0) ? { status: slowest } : {}
}

function arrived({ status, parcels }: FollowedOrder): boolean {
  return status === 'SHIPPED' && parcels.length > 0 && parcels.every((parcel) => parcel.state === 'delivered')
}
