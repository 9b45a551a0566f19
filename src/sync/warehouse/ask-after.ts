import { Rejected } from '../../domain/upstream-error.ts'
import { addToRun } from '../../store/sync-run.ts'
import { unconfirmedDeliveries } from '../../store/unconfirmed-delivery.ts'
import type { RunContext } from '../runs/run-context.ts'
import { takeDelivery } from './take-delivery.ts'

/** A warehouse tells its steps within the hour, and tells again what was not taken; after this it has given up. */
const QUIET_MS = 2 * 3_600_000
const MOST = 100

/** Asks the warehouse after orders of a shop that it has gone silent about: their confirmation may have been lost. */
export async function askAfter({ deps, runId, shop, signal }: RunContext): Promise<void> {
  const { prisma, inventory, holds, handover } = deps
  if (!handover) return
  const quietSince = new Date(deps.now().getTime() - QUIET_MS)
  for (const { number } of await unconfirmedDeliveries(prisma, shop.shopId, quietSince, MOST)) {
    signal.throwIfAborted()
    const counts = { read: 1, written: 0, failed: 0 }
    try {
      const sent = await handover.warehouse.queryDelivery(handover.account, number, signal)
      if (sent) {
        await takeDelivery({ prisma, inventory, orders: { prisma, holds } }, sent)
        counts.written = 1
      }
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      deps.log.warn(
        { shopId: shop.shopId, order: number, error: error.message },
        'the warehouse has no answer',
      )
      counts.failed = 1
    }
    await addToRun(prisma, runId, counts, null)
  }
}
