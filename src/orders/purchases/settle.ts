import type { OrderStatus } from '../../domain/order-state.ts'
import { isBegun, type PurchaseState, type PurchaseStatus } from '../../domain/purchase-state.ts'
import { type LockedOrder, lockOrder } from '../../store/order.ts'
import { moveLinesWithPurchases } from '../../store/order-line.ts'
import { type TakenPurchase, writePurchase } from '../../store/purchase-queue.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { forAll, moveOrder, type Note } from '../move-order.ts'
import type { WrittenParcel } from '../write-parcel.ts'
import type { PurchaseDeps } from './deps.ts'

/** The changed fields of a purchase. Absent fields stay. */
export interface Settlement {
  readonly status?: PurchaseStatus
  readonly externalId?: string
  readonly partIds?: string[]
  readonly totalMinor?: bigint
  /** For operators. */
  readonly reason?: string | null
  readonly cancelRequestedAt?: null
  /** When to look at it again; now when absent. */
  readonly nextAttemptAt?: Date
  /** Whether the count of failed attempts goes on. */
  readonly failed?: boolean
  /** More to be written in the same transaction. */
  readonly also?: (tx: Tx) => Promise<readonly WrittenParcel[]>
  /** For the order's history; customers read it. */
  readonly note?: string
}

export const WORKER = 'worker:purchasing'

/** Writes what became of a purchase, gives the lease back, and moves its order on. False when the lease was lost. */
export function settle(
  deps: PurchaseDeps,
  purchase: TakenPurchase,
  { failed = false, also, note, ...fields }: Settlement,
): Promise<boolean> {
  return transaction(deps.prisma, async (tx) => {
    const order = purchase.orderId ? await lockOrder(tx, { id: purchase.orderId }) : null
    const data = {
      nextAttemptAt: new Date(),
      ...fields,
      leasedUntil: null,
      ...(!failed && { attempts: 0 }),
    }
    if (!(await writePurchase(tx, purchase, data))) return false
    const parcels = (await also?.(tx)) ?? []
    if (!order) {
      if (fields.status === 'RECEIVED') await deps.ownStock.arrived(tx, purchase.id, WORKER)
      if (fields.status === 'CANCELLED' || fields.status === 'FAILED')
        await deps.ownStock.calledOff(tx, purchase.id, WORKER)
      return true
    }
    const noted = note ? await moveOrder(tx, order, { note, actor: WORKER }) : order
    let now = noted
    for (const { trackingNumber, before, status } of parcels)
      if (before !== status)
        now = await moveOrder(tx, now, {
          note: forAll(`Parcel ${trackingNumber}: ${status}`),
          actor: WORKER,
          about: `parcel:${trackingNumber}`,
        })
    await followPurchases(tx, now)
    return true
  })
}

/**
 * Moves the lines of an order to where their purchases are, and the order with the least advanced of them; the
 * order never goes back. Under the order's lock.
 */
export async function followPurchases(
  tx: Tx,
  order: LockedOrder,
  actor: string = WORKER,
): Promise<LockedOrder> {
  const lines = await moveLinesWithPurchases(tx, order.id)
  const purchases = await tx.purchaseOrder.findMany({
    where: { orderId: order.id },
    select: { status: true, submittedAt: true },
  })
  const step = stepOf(purchases)
  // In this direction only: a late look at the purchases does not move an order back.
  if (step && EARLIER[step.to].includes(order.status)) return moveOrder(tx, order, { ...step, actor })
  if (lines.length === 0) return order
  // Lines may move while others keep their order back: its history and subscribers learn of it.
  const note = forAll(lines.map(({ position, status }) => `Line ${position}: ${status}`).join(', '))
  return moveOrder(tx, order, { note, actor, about: 'lines' })
}

const EARLIER: Readonly<Record<Step['to'], readonly OrderStatus[]>> = {
  PURCHASING: ['PAID'],
  PURCHASED: ['PAID', 'PURCHASING'],
  AT_WAREHOUSE: ['PAID', 'PURCHASING', 'PURCHASED'],
}

interface Step {
  readonly to: OrderStatus & ('PURCHASING' | 'PURCHASED' | 'AT_WAREHOUSE')
  readonly note: Note
}

function stepOf(purchases: readonly PurchaseState[]): Step | null {
  const live = purchases.filter(({ status }) => status !== 'CANCELLED')
  if (live.length === 0) return null
  if (live.every(({ status }) => status === 'RECEIVED'))
    return { to: 'AT_WAREHOUSE', note: forAll('All purchases have arrived at the hub') }
  if (live.every(({ status }) => ['PAID', 'SHIPPED', 'RECEIVED'].includes(status)))
    return { to: 'PURCHASED', note: forAll('All purchases are placed and paid') }
  if (live.some(isBegun))
    return { to: 'PURCHASING', note: forAll('Purchases are being placed on the marketplaces') }
  return null
}
