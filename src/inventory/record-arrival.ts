import { z } from 'zod'
import { idempotencyKey, localId, quantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { transaction } from '../store/transaction.ts'
import type { InventoryDeps } from './deps.ts'
import { receivePurchase } from './purchase-arrival.ts'

const MAX_LINES = 200

const Input = z.object({
  purchaseOrderId: localId,
  arrived: z
    .array(z.object({ skuId: localId, quantity }))
    .min(1, 'has to name at least one SKU')
    .max(MAX_LINES, `takes at most ${MAX_LINES} SKUs at once`)
    .nullish(),
  complete: z.boolean().nullish().transform(Boolean),
  idempotencyKey,
})

export type ArrivalAnswer = {
  readonly purchaseOrderId: string
  readonly received: number
  readonly complete: boolean
}

/** An operator counts in what a purchase for our own stock brought. */
export function recordArrival(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<ArrivalAnswer>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { purchaseOrderId, arrived, complete } = parsed
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'receivePurchase', input: parsed }, async () => {
        const purchase = await tx.purchaseOrder.findUnique({ where: { id: purchaseOrderId } })
        const refuse = (message: string) => new Refused('INVALID_TRANSITION', ['purchaseOrderId'], message)
        if (!purchase) throw new Refused('NOT_FOUND', ['purchaseOrderId'], 'There is no such purchase.')
        if (!purchase.warehouseId) throw refuse('It was bought for an order, not for a warehouse of ours.')
        if (['RECEIVED', 'CANCELLED', 'FAILED'].includes(purchase.status))
          throw refuse(`The purchase is ${purchase.status} already.`)
        const result = await receivePurchase(tx, deps, purchaseOrderId, {
          ...(arrived && {
            quantities: arrived.map((one, index) => ({ ...one, field: ['arrived', String(index), 'skuId'] })),
          }),
          complete,
          actor,
        })
        return { purchaseOrderId, ...result }
      }),
    )
  })
}
