import { z } from 'zod'
import { exactlyOne, idempotencyKey, localId, quantity, reference } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { MAX_QUANTITY, MOVEMENT_REASONS } from '../domain/stock.ts'
import { type Outcome, outcome } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { transaction } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import { answerOf, type InventoryDeps, type LevelAnswer } from './deps.ts'

/** Made by their own use cases, in pairs or with an owner: never by hand. */
const NOT_BY_HAND = new Set(['RESERVATION', 'RELEASE', 'TRANSFER_OUT', 'TRANSFER_IN'])

const Input = z
  .object({
    skuId: localId,
    warehouseId: localId,
    delta: z
      .int({ error: 'has to be a whole number' })
      .min(-MAX_QUANTITY, `has to be at least -${MAX_QUANTITY}`)
      .max(MAX_QUANTITY, `has to be at most ${MAX_QUANTITY}`)
      .refine((delta) => delta !== 0, 'has to be other than 0')
      .nullish(),
    setOnHand: quantity.nullish(),
    expectedVersion: z.int().min(0, 'has to be 0 or more').nullish(),
    reason: z
      .enum(MOVEMENT_REASONS)
      .refine((reason) => !NOT_BY_HAND.has(reason), 'is made by reservations and transfers only')
      .nullish()
      .transform((reason) => reason ?? 'ADJUSTMENT'),
    reference,
    idempotencyKey,
  })
  .check(exactlyOne('delta', 'setOnHand'))
  .check(({ value, issues }) => {
    const { delta, setOnHand, expectedVersion } = value
    const say = (field: string, message: string) =>
      issues.push({ code: 'custom', path: [field], message, input: value })
    if ((delta == null) === (setOnHand == null)) return
    if (setOnHand != null && expectedVersion == null)
      say('expectedVersion', 'is needed with setOnHand: the version of the level that was counted')
    else if (delta != null && expectedVersion != null) say('expectedVersion', 'goes with setOnHand only')
  })

/** Changes on hand by a delta, or sets it if the level is still at `expectedVersion`. Default reason ADJUSTMENT. */
export function adjustStock(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<LevelAnswer>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { skuId, warehouseId, delta, setOnHand, expectedVersion, reason, reference } = parsed
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'adjustStock', input: parsed }, async () => {
        const [applied] = await applyChanges(
          tx,
          deps,
          [
            {
              skuId,
              warehouseId,
              to:
                delta != null
                  ? { kind: 'add', onHand: delta }
                  : { kind: 'set', onHand: setOnHand ?? 0, expectedVersion: expectedVersion ?? null },
              reason,
              reference: reference ?? null,
              fields: {
                sku: ['skuId'],
                warehouse: ['warehouseId'],
                quantity: [delta != null ? 'delta' : 'setOnHand'],
              },
            },
          ],
          actor,
        )
        return answerOf(applied)
      }),
    )
  })
}
