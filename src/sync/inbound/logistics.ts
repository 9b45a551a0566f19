import type { Parcel } from '../../connectors/tracking.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import { outbound, parcelsMoved } from '../../orders/parcels-moved.ts'
import { type WrittenParcel, writeParcel } from '../../orders/write-parcel.ts'
import { lockOrder } from '../../store/order.ts'
import { addToRun } from '../../store/sync-run.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import type { RunContext } from '../runs/run-context.ts'

const DAY = 86_400_000
/** Parcels that have been on their way for longer are not looked after any more. */
const LONGEST_MS = 45 * DAY
const MOST = 2_000
const ACTOR = 'system:sync'

/** Reads the scans of the parcels that are on their way to buyers of a shop. */
export async function readLogistics(run: RunContext): Promise<void> {
  const { deps, runId, shop, connector, signal } = run
  const orders = await deps.prisma.order.findMany({
    where: {
      shopId: shop.shopId,
      status: 'SHIPPED',
      externalId: { not: null },
      placedAt: { gt: new Date(deps.now().getTime() - LONGEST_MS) },
    },
    orderBy: { id: 'asc' },
    take: MOST,
    select: { id: true, externalId: true },
  })
  for (const [index, { id, externalId }] of orders.entries()) {
    signal.throwIfAborted()
    let written = 0
    let failed = 0
    try {
      const parcels = await connector.readTracking(shop, externalId ?? '', signal)
      written = (await takeParcels(deps, id, parcels)) ? 1 : 0
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      failed = 1
    }
    await addToRun(deps.prisma, runId, { read: 1, written, failed }, (index + 1) / orders.length)
  }
}

/** Imports parcels of an order of a linked shop. @returns whether any is further than it was */
export async function takeParcels(
  { prisma, holds }: Pick<SyncDeps, 'prisma' | 'holds'>,
  orderId: string,
  parcels: readonly Parcel[],
): Promise<boolean> {
  if (parcels.length === 0) return false
  return transaction(prisma, async (tx) => {
    const order = await lockOrder(tx, { id: orderId })
    if (!order) return false
    const written: WrittenParcel[] = []
    for (const parcel of parcels) {
      const one = await writeParcel(tx, parcel, {
        orderId,
        purchaseOrderId: null,
        destination: 'CUSTOMER',
        ...outbound(order),
      })
      if (one) written.push(one)
    }
    const moved = written.filter(({ before, status }) => before !== status)
    if (moved.length > 0) await parcelsMoved(tx, { holds }, order, moved, ACTOR)
    return moved.length > 0
  })
}
