import { shopsWithDeliveries } from '../../store/due-handover.ts'
import { type ChangedSince, shopsBehind } from '../../store/listing-push.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import type { SyncDeps } from '../deps.ts'
import { syncKey } from '../runs/due.ts'

/**
 * Queues a push for every shop that something is due for: quantities, parcel numbers, orders for the warehouse.
 * Called at every change, and every few seconds.
 * @param since looks for quantities of what changed since then only; null: of everything
 */
export async function enqueuePushes(deps: SyncDeps, since: ChangedSince = null): Promise<number> {
  const now = deps.now()
  const writable = [...deps.connectors].filter(([, connector]) => connector.supports.stockWrites)
  const behind = await shopsBehind(
    deps.prisma,
    writable.map(([platform]) => platform),
    now,
    since,
  )
  const deliveries = await shopsWithDeliveries(deps.prisma, [...deps.connectors.keys()], now)
  const due: { readonly shopId: string; readonly kind: SyncKind }[] = [
    ...behind.map(({ shopId }) => ({ shopId, kind: 'STOCK_PUSH' as const })),
    ...deliveries.filter(({ kind }) => kind !== 'DELIVERY_PUSH' || deps.handover !== null),
  ]
  for (const { shopId, kind } of due) await deps.jobs.enqueue('sync', syncKey(shopId, kind), { shopId, kind })
  return due.length
}
