import { z } from 'zod'
import { idempotencyKey, localId, positiveQuantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { transaction } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import { answerOf, type InventoryDeps, type LevelAnswer } from './deps.ts'
import type { LevelChange } from './level-change.ts'

const Input = z
  .object({
    skuId: localId,
    fromWarehouseId: localId,
    toWarehouseId: localId,
    quantity: positiveQuantity,
    idempotencyKey,
  })
  .refine((input) => input.fromWarehouseId !== input.toWarehouseId, {
    path: ['toWarehouseId'],
    message: 'has to be another warehouse than fromWarehouseId',
  })

export type TransferAnswer = { readonly from: LevelAnswer; readonly to: LevelAnswer }

/** Moves units between two warehouses at once: both levels change, or neither. */
export function transferStock(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<TransferAnswer>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { skuId, fromWarehouseId, toWarehouseId, quantity, idempotencyKey: key } = parsed
    const leg = (warehouseId: string, field: string, onHand: number): LevelChange => ({
      skuId,
      warehouseId,
      // Reserved units stay where they are.
      to: { kind: 'add', onHand, ...(onHand < 0 && { needs: { free: -onHand } }) },
      reason: onHand < 0 ? 'TRANSFER_OUT' : 'TRANSFER_IN',
      reference: key,
      fields: { sku: ['skuId'], warehouse: [field], quantity: ['quantity'] },
    })
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'transferStock', input: parsed }, async () => {
        const legs = [
          leg(fromWarehouseId, 'fromWarehouseId', -quantity),
          leg(toWarehouseId, 'toWarehouseId', quantity),
        ]
        const [from, to] = await applyChanges(tx, deps, legs, actor)
        return { from: answerOf(from), to: answerOf(to) }
      }),
    )
  })
}
