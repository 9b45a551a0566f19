import { z } from 'zod'
import { idempotencyKey, localId, quantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { transaction } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import { answerOf, type InventoryDeps, type LevelAnswer } from './deps.ts'

const Input = z.object({ skuId: localId, warehouseId: localId, safetyStock: quantity, idempotencyKey })

/** Sets the units that are never promised. On hand stays; available changes, and alerts with it. */
export function setSafetyStock(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<LevelAnswer>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { skuId, warehouseId, safetyStock } = parsed
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'setSafetyStock', input: parsed }, async () => {
        const change = {
          skuId,
          warehouseId,
          to: { kind: 'keep', safetyStock } as const,
          reason: 'ADJUSTMENT' as const,
          reference: `safety stock ${safetyStock}`,
          fields: { sku: ['skuId'], warehouse: ['warehouseId'], quantity: ['safetyStock'] },
        }
        const [applied] = await applyChanges(tx, deps, [change], actor)
        return answerOf(applied)
      }),
    )
  })
}
