import { Rejected } from '../../domain/upstream-error.ts'
import { addToRun } from '../../store/sync-run.ts'
import { unconfirmedDeliveries } from '../../store/unconfirmed-delivery.ts'
import type { RunContext } from '../runs/run-context.ts'
import { takeDelivery } from './take-delivery.ts'

/** A warehouse tells its steps within the hour, and tells again what was not taken; after this it has given up. */
const QUIET_MS = 2 * 3_600_000
const MOST = 100

/** Asks the warehouse after orders of a shop that it has gone silent about: their confirmation may have been lost. */
export async function askAfter(run: RunContext): Promise<void> {
  const { deps, runId, shop } = run
  const quietSince = new Date(deps.now().getTime() - QUIET_MS)
  for (const { code } of await unconfirmedDeliveries(deps.prisma, shop.shopId, quietSince, MOST))
    await addToRun(deps.prisma, runId, await askAbout(run, code), null)
}

/** Asks the warehouse about its order of this code, and records what has left. @returns the counts for the run */
export async function askAbout(
  { deps, shop, signal }: Pick<RunContext, 'deps' | 'shop' | 'signal'>,
  code: string,
): Promise<{ read: number; written: number; failed: number }> {
  const { prisma, inventory, holds, handover } = deps
  signal.throwIfAborted()
  if (!handover) return { read: 0, written: 0, failed: 0 }
  try {
    const sent = await handover.warehouse.queryDelivery(handover.account, code, signal)
    if (sent) await takeDelivery({ prisma, inventory, orders: { prisma, holds } }, sent)
    return { read: 1, written: sent ? 1 : 0, failed: 0 }
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    deps.log.warn({ shopId: shop.shopId, order: code, error: error.message }, 'the warehouse has no answer')
    return { read: 1, written: 0, failed: 1 }
  }
}
