import { shopsBehind } from '../../store/listing-push.ts'
import type { SyncDeps } from '../deps.ts'
import { syncKey } from '../runs/due.ts'

/** Queues a push for every shop that is behind. Called at every change of stock, and every few seconds. */
export async function enqueuePushes(deps: SyncDeps): Promise<number> {
  const writable = [...deps.connectors].filter(([, connector]) => connector.supports.stockWrites)
  const shops = await shopsBehind(
    deps.prisma,
    writable.map(([platform]) => platform),
    deps.now(),
  )
  for (const { shopId } of shops)
    await deps.jobs.enqueue('sync', syncKey(shopId, 'STOCK_PUSH'), { shopId, kind: 'STOCK_PUSH' })
  return shops.length
}
