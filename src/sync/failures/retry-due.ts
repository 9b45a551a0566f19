import { UpstreamError } from '../../domain/upstream-error.ts'
import { retryPushNow } from '../../store/listing-push.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import {
  beginRetry,
  dueFailures,
  endRetry,
  type OpenFailure,
  postpone,
  shopsWithDueFailures,
} from '../../store/sync-failure.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import type { SyncDeps } from '../deps.ts'
import { windowOf } from '../inbound/read-windows.ts'
import { type Reread, rereadOffers, rereadOrder, rereadRefunds } from '../messages/reread.ts'
import { enqueuePushes } from '../outbound/enqueue-pushes.ts'
import { retryAt } from '../runs/failure-class.ts'
import { rereadWindow } from './reread-window.ts'

const READ_KINDS = ['ORDERS', 'PRODUCTS', 'STOCK', 'REFUNDS'] as const
type ReadKind = (typeof READ_KINDS)[number]

const BATCH = 100
const POSTPONE_MS = 60_000
/** A worker that has not ended a retry after this time, in ms, is gone. */
const LEASE_MS = 10 * 60_000

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
        await postpone(deps.prisma, failure, deps.now(), new Date(deps.now().getTime() + POSTPONE_MS))
        return
      }
    }
  }
}

async function retry(context: Reread, failure: OpenFailure): Promise<void> {
  const { deps } = context
  const { kind, externalId, shopId, attempts } = failure
  await beginRetry(deps.prisma, failure, new Date(deps.now().getTime() + LEASE_MS))
  if (isRead(kind)) {
    await readAgain(context, kind, failure)
    await endRetry(deps.prisma, failure, retryAt('UNREADABLE', attempts + 1, deps.now()))
    return
  }
  // What is pushed ends the failure, or sets its next time, when it comes to it.
  if (kind === 'STOCK_PUSH') await retryPushNow(deps.prisma, shopId, externalId)
  await enqueuePushes(deps)
}

const isRead = (kind: SyncKind): kind is ReadKind => (READ_KINDS as readonly SyncKind[]).includes(kind)

async function readAgain(context: Reread, kind: ReadKind, failure: OpenFailure): Promise<void> {
  const { externalId } = failure
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
  }
}
