import { Rejected } from '../../domain/upstream-error.ts'
import { dueRecalls } from '../../store/due-handover.ts'
import { lockOrder } from '../../store/order.ts'
import { recordFailures, resolveFailures } from '../../store/sync-failure.ts'
import { addToRun } from '../../store/sync-run.ts'
import { transaction } from '../../store/transaction.ts'
import { giveStockBack } from '../inbound/order-stock.ts'
import type { RunContext } from '../runs/run-context.ts'

const BATCH = 50

/**
 * Takes orders back from the warehouse that were called off on their marketplace: their stock is free once the
 * warehouse has agreed. What is too far gone there leaves all the same, and its stock with it.
 */
export async function recall(run: RunContext): Promise<void> {
  const { deps, shop, signal } = run
  const { handover } = deps
  if (!handover) return
  for (const order of await dueRecalls(deps.prisma, shop.shopId, BATCH)) {
    signal.throwIfAborted()
    const refused = await cancel(handover, order.number, signal)
    await transaction(deps.prisma, async (tx) => {
      const target = { shopId: shop.shopId, kind: 'DELIVERY_PUSH' as const }
      const locked = await lockOrder(tx, { id: order.id })
      if (!locked) return
      if (refused === null) {
        await giveStockBack(tx, deps.inventory, locked)
        await resolveFailures(tx, target, [order.externalId])
      } else
        await recordFailures(tx, target, [
          {
            externalId: order.externalId,
            errorClass: 'REJECTED',
            message: `The warehouse sends it although it was called off: ${refused}`,
            payload: null,
            retryAt: () => null,
          },
        ])
      await addToRun(
        tx,
        run.runId,
        { read: 1, written: refused === null ? 1 : 0, failed: refused === null ? 0 : 1 },
        null,
      )
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
