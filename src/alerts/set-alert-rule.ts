import { v7 } from 'uuid'
import { z } from 'zod'
import { defaultResumeAbove } from '../domain/alert.ts'
import { localId, quantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { type DeliveryChannels, evaluateAlerts } from './evaluate.ts'

const Input = z
  .object({
    skuId: localId.nullish(),
    warehouseId: localId.nullish(),
    threshold: quantity,
    resumeAbove: quantity.nullish(),
  })
  .refine(({ threshold, resumeAbove }) => resumeAbove == null || resumeAbove >= threshold, {
    path: ['resumeAbove'],
    message: 'has to be the threshold or more',
  })

/**
 * Sets the rule of a scope (SKU and warehouse, SKU, warehouse, or everything) and judges the levels
 * under it anew, so that a level that is low by the new rule alerts now and not at its next change.
 * @returns the rule's id
 */
export function setAlertRule(
  { prisma, channels }: { readonly prisma: PrismaClient; readonly channels: DeliveryChannels },
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const { skuId = null, warehouseId = null, threshold, resumeAbove } = parseInput(Input, input)
    return transaction(prisma, async (tx) => {
      if (skuId && !(await tx.sku.count({ where: { id: skuId } })))
        throw new Refused('NOT_FOUND', ['skuId'], 'There is no such SKU.')
      if (warehouseId && !(await tx.warehouse.count({ where: { id: warehouseId } })))
        throw new Refused('NOT_FOUND', ['warehouseId'], 'There is no such warehouse.')
      const [rule] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO alert_rule (id, sku_id, warehouse_id, threshold, resume_above, updated_at, updated_by)
        VALUES (${v7()}, ${skuId}, ${warehouseId}, ${threshold}, ${resumeAbove ?? defaultResumeAbove(threshold)}, now(), ${actor})
        ON CONFLICT ((COALESCE(sku_id, '')), (COALESCE(warehouse_id, ''))) DO UPDATE
        SET threshold = excluded.threshold, resume_above = excluded.resume_above, updated_at = now(), updated_by = ${actor}
        RETURNING id`
      await evaluateAlerts(tx, await lockLevels(tx, skuId, warehouseId), channels)
      return rule?.id ?? ''
    })
  })
}

/** In the order in which everybody locks levels: by SKU, then warehouse. */
async function lockLevels(tx: Tx, skuId: string | null, warehouseId: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM stock_level
    WHERE (${skuId}::text IS NULL OR sku_id = ${skuId}) AND (${warehouseId}::text IS NULL OR warehouse_id = ${warehouseId})
    ORDER BY sku_id COLLATE "C", warehouse_id COLLATE "C" FOR UPDATE`
  return rows.map((row) => row.id)
}
