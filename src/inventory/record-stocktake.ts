import { z } from 'zod'
import { idempotencyKey, localId, quantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { transaction } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import { answerOf, type InventoryDeps, type LevelAnswer } from './deps.ts'

const MAX_COUNTS = 500

const Input = z
  .object({
    warehouseId: localId,
    counts: z
      .array(z.object({ skuId: localId, counted: quantity }))
      .min(1, 'has to name at least one SKU')
      .max(MAX_COUNTS, `takes at most ${MAX_COUNTS} SKUs at once`),
    idempotencyKey,
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>()
    for (const [index, { skuId }] of value.counts.entries()) {
      if (seen.has(skuId))
        issues.push({
          code: 'custom',
          path: ['counts', String(index), 'skuId'],
          message: 'is counted twice',
          input: value,
        })
      seen.add(skuId)
    }
  })

/** Sets on hand to what was counted, all or nothing. A count that agrees leaves no movement. */
export function recordStocktake(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<LevelAnswer[]>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { warehouseId, counts, idempotencyKey: key } = parsed
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'recordStocktake', input: parsed }, async () => {
        const changes = counts.map(({ skuId, counted }, index) => ({
          skuId,
          warehouseId,
          to: { kind: 'set', onHand: counted, expectedVersion: null } as const,
          reason: 'STOCKTAKE' as const,
          reference: key,
          fields: {
            sku: ['counts', String(index), 'skuId'],
            warehouse: ['warehouseId'],
            quantity: ['counts', String(index), 'counted'],
          },
        }))
        return (await applyChanges(tx, deps, changes, actor)).map(answerOf)
      }),
    )
  })
}
