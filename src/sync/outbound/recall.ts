import { Rejected } from '../../domain/upstream-error.ts'
import { moveOrder } from '../../orders/move-order.ts'
import { dueRecalls } from '../../store/due-handover.ts'
import { lockOrder } from '../../store/order.ts'
import { recordFailures, resolveFailures } from '../../store/sync-failure.ts'
import { addToRun } from '../../store/sync-run.ts'
import { transaction } from '../../store/transaction.ts'
import { moveWarehouseOrder } from '../../store/warehouse-order.ts'
import { pickingWarehouse, tellMissing } from '../inbound/order-rows.ts'
import { holdExactly } from '../inbound/order-stock.ts'
import type { RunContext } from '../runs/run-context.ts'

const BATCH = 50
const ACTOR = 'worker:warehouse'

/**
 * Recalls from the warehouse what must not be sent, or not now: cancelled orders, lines that
 * were given back. Their stock is free once the warehouse has agreed, and the rest of the order is handed over
 * again. What is too far advanced there leaves all the same, and its stock with it.
 */
export async function recall(run: RunContext): Promise<void> {
  const { deps, shop, signal } = run
  const { handover } = deps
  if (!handover) return
  for (const { id, code, externalId } of await dueRecalls(deps.prisma, shop.shopId, BATCH)) {
    signal.throwIfAborted()
    const refused = await cancel(handover, code, signal)
    await transaction(deps.prisma, async (tx) => {
      const target = { shopId: shop.shopId, kind: 'DELIVERY_PUSH' as const }
      const locked = await lockOrder(tx, { id })
      if (!locked) return
      if (refused === null) {
        await moveWarehouseOrder(tx, code, ['SUBMITTED', 'ACCEPTED'], 'RECALLED')
        const missing = await holdExactly(tx, deps.inventory, locked, await pickingWarehouse(tx, deps))
        await tellMissing(tx, shop.shopId, locked.number, missing)
        await moveOrder(tx, locked, { note: `Taken back from the warehouse: ${code}`, actor: ACTOR })
        await resolveFailures(tx, target, [externalId])
      } else {
        const message = `The warehouse sends ${code} although it is not to be sent any more: ${refused}`
        await moveOrder(tx, locked, { note: message, actor: ACTOR })
        const failure = { externalId, errorClass: 'REJECTED', message, payload: null, retryAt: () => null }
        await recordFailures(tx, target, [failure])
      }
      const done = refused === null
      await addToRun(tx, run.runId, { read: 1, written: done ? 1 : 0, failed: done ? 0 : 1 }, null)
    })
  }
}

/** Null when the warehouse will not send it. */
async function cancel(
  { warehouse, account }: NonNullable<RunContext['deps']['handover']>,
  code: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    await warehouse.cancelOrder(
      account,
      { code, kind: 'delivery', reason: 'called off on the marketplace' },
      signal,
    )
    return null
  } catch (error) {
    if (error instanceof Rejected) return error.message
    throw error
  }
}
