import { UpstreamError } from '../../domain/upstream-error.ts'
import { retryPushNow } from '../../store/listing-push.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import { dueFailures, type OpenFailure, postpone, shopsWithDueFailures } from '../../store/sync-failure.ts'
import type { SyncDeps } from '../deps.ts'
import { windowOf } from '../inbound/read-windows.ts'
import { type Reread, rereadOffers, rereadOrder, rereadRefunds } from '../messages/reread.ts'
import { enqueuePushes } from '../outbound/enqueue-pushes.ts'
import { rereadWindow } from './reread-window.ts'

const BATCH = 100
const POSTPONE_MS = 60_000

/** Queues a retry for every shop with failures that are due. */
export async function enqueueRetries(deps: SyncDeps): Promise<number> {
  const shops = await shopsWithDueFailures(deps.prisma, deps.now())
  for (const { shopId } of shops) await deps.jobs.enqueue('retry', shopId)
  return shops.length
}

/** Retries due failures of a shop: each record is read by id and imported, or fails once more. */
export async function retryDue(deps: SyncDeps, shopId: string, signal: AbortSignal): Promise<void> {
  const shop = await linkedShop(deps.prisma, deps.box, shopId)
  const connector = shop && deps.connectors.get(shop.platform)
  if (!shop || !connector) return
  const context: Reread = { deps, connector, shop, signal }
  for (;;) {
    signal.throwIfAborted()
    const due = await dueFailures(deps.prisma, shopId, deps.now(), BATCH)
    if (due.length === 0) return
    for (const failure of due) {
      signal.throwIfAborted()
      try {
        await retry(context, failure)
      } catch (error) {
        if (signal.aborted || !(error instanceof UpstreamError)) throw error
        deps.log.warn({ shopId, kind: failure.kind, error: error.message }, 'retries wait for the platform')
        await postpone(deps.prisma, shopId, deps.now(), new Date(deps.now().getTime() + POSTPONE_MS))
        return
      }
    }
  }
}

async function retry(context: Reread, failure: OpenFailure): Promise<void> {
  const { id, kind, externalId, shopId } = failure
  const { deps } = context
  // It is no longer due in any case; another failure sets the next time.
  await deps.prisma.syncFailure.updateMany({
    where: { id, resolvedAt: null },
    data: { nextAttemptAt: null },
  })
  const window = windowOf(externalId)
  if (window !== undefined) return rereadWindow(context, failure, window)
  switch (kind) {
    case 'ORDERS':
      return rereadOrder(context, externalId)
    case 'PRODUCTS':
    case 'STOCK':
      return rereadOffers(context, kind, [externalId])
    case 'REFUNDS':
      return rereadRefunds(context, [externalId])
    case 'STOCK_PUSH':
      await retryPushNow(deps.prisma, shopId, externalId)
      await enqueuePushes(deps)
      return
    default:
      await enqueuePushes(deps)
  }
}
