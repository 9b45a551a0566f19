import { Rejected, UpstreamError } from '../../domain/upstream-error.ts'
import { handToWarehouse } from '../../orders/hand-to-warehouse.ts'
import { dueHandovers } from '../../store/due-handover.ts'
import { recordFailures, resolveFailures } from '../../store/sync-failure.ts'
import { addToRun } from '../../store/sync-run.ts'
import { transaction } from '../../store/transaction.ts'
import { failureOf, retryAt } from '../runs/failure-class.ts'
import type { RunContext } from '../runs/run-context.ts'

const BATCH = 50

/** Hands paid orders of a shop to the warehouse. One that it refuses, or that we can't describe, waits with the reason. */
export async function handOver(run: RunContext): Promise<void> {
  const { deps, shop, signal } = run
  if (!deps.handover) return
  for (;;) {
    const due = await dueHandovers(deps.prisma, shop.shopId, deps.now(), BATCH)
    if (due.length === 0) return
    for (const order of due) {
      signal.throwIfAborted()
      const why = await attempt(deps.handover, order.id, signal)
      await settle(run, order.externalId, why)
    }
  }
}

type Why = { readonly class: 'REFUSED' | 'REJECTED'; readonly message: string } | null

/** @throws when the warehouse does not answer: the others would fare no better */
async function attempt(
  handover: NonNullable<RunContext['deps']['handover']>,
  orderId: string,
  signal: AbortSignal,
): Promise<Why> {
  try {
    const result = await handToWarehouse(handover, orderId, signal)
    return result.handed ? null : { class: 'REFUSED', message: result.reason }
  } catch (error) {
    if (error instanceof Rejected) return { class: 'REJECTED', message: error.message }
    if (error instanceof UpstreamError || !failureOf(error)) throw error
    return { class: 'REFUSED', message: failureOf(error)?.message ?? '' }
  }
}

async function settle({ deps, runId, shop }: RunContext, externalId: string, why: Why): Promise<void> {
  const target = { shopId: shop.shopId, kind: 'DELIVERY_PUSH' as const }
  await transaction(deps.prisma, async (tx) => {
    if (why === null) await resolveFailures(tx, target, [externalId])
    else {
      const { class: errorClass, message } = why
      const again = (attempts: number) => retryAt(errorClass, attempts, deps.now())
      await recordFailures(tx, target, [{ externalId, errorClass, message, payload: null, retryAt: again }])
    }
    const counts = { read: 1, written: why === null ? 1 : 0, failed: why === null ? 0 : 1 }
    await addToRun(tx, runId, counts, null)
  })
}
