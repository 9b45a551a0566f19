import { v7 } from 'uuid'
import { z } from 'zod'
import { idempotencyKey, localId, positiveQuantity, reference } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { insertTransfer } from '../store/stock-transfer.ts'
import { transaction } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import { type InventoryDeps, type TransferStepAnswer, transferAnswerOf } from './deps.ts'
import type { LevelChange } from './level-change.ts'

const Input = z
  .object({
    skuId: localId,
    fromWarehouseId: localId,
    toWarehouseId: localId,
    quantity: positiveQuantity,
    reference,
    idempotencyKey,
  })
  .refine((input) => input.fromWarehouseId !== input.toWarehouseId, {
    path: ['toWarehouseId'],
    message: 'has to be another warehouse than fromWarehouseId',
  })

/** First step: units leave one warehouse and are incoming in the other. Reserved units stay. */
export function dispatchTransfer(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<TransferStepAnswer>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { skuId, fromWarehouseId, toWarehouseId, quantity, reference = null } = parsed
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'dispatchTransfer', input: parsed }, async () => {
        const id = v7()
        const fields = (warehouse: string) => ({
          sku: ['skuId'],
          warehouse: [warehouse],
          quantity: ['quantity'],
        })
        const out: LevelChange = {
          skuId,
          warehouseId: fromWarehouseId,
          to: { kind: 'add', onHand: -quantity, needs: { free: quantity } },
          reason: 'TRANSFER_OUT',
          reference: `transfer:${id}`,
          fields: fields('fromWarehouseId'),
        }
        const announced: LevelChange = {
          skuId,
          warehouseId: toWarehouseId,
          to: { kind: 'add', incoming: quantity },
          reason: 'TRANSFER_IN',
          reference: `transfer:${id}`,
          fields: fields('toWarehouseId'),
        }
        const applied = await applyChanges(tx, deps, [out, announced], actor)
        await insertTransfer(tx, { id, skuId, fromWarehouseId, toWarehouseId, quantity, reference })
        return transferAnswerOf(id, applied)
      }),
    )
  })
}
