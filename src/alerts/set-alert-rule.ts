import { v7 } from 'uuid'
import { z } from 'zod'
import { defaultResumeAbove } from '../domain/alert.ts'
import { localId, quantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { transaction } from '../store/transaction.ts'
import { JUDGE_LEASE, type JudgeDeps, judgeLevels, type RuleToJudge } from './judge-levels.ts'

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
 * under it again, so that a level that is low by the new rule alerts now and not at its next change.
 * When it answers all of them are judged. When it fails after the rule was set, `judgeOverdue` judges them.
 * @returns the rule's id
 */
export function setAlertRule(deps: JudgeDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const rule = await writeRule(deps, parseInput(Input, input), actor)
    await judgeLevels(deps, rule)
    return rule.id
  })
}

function writeRule(
  { prisma }: JudgeDeps,
  { skuId = null, warehouseId = null, threshold, resumeAbove }: z.infer<typeof Input>,
  actor: string,
): Promise<RuleToJudge> {
  return transaction(prisma, async (tx) => {
    if (skuId && !(await tx.sku.count({ where: { id: skuId } })))
      throw new Refused('NOT_FOUND', ['skuId'], 'There is no such SKU.')
    if (warehouseId && !(await tx.warehouse.count({ where: { id: warehouseId } })))
      throw new Refused('NOT_FOUND', ['warehouseId'], 'There is no such warehouse.')
    const [rule] = await tx.$queryRaw<RuleToJudge[]>`
      INSERT INTO alert_rule (id, sku_id, warehouse_id, threshold, resume_above, updated_at, updated_by, judge_at)
      VALUES (${v7()}, ${skuId}, ${warehouseId}, ${threshold}, ${resumeAbove ?? defaultResumeAbove(threshold)}, now(), ${actor},
        now() + ${JUDGE_LEASE}::interval)
      ON CONFLICT ((COALESCE(sku_id, '')), (COALESCE(warehouse_id, ''))) DO UPDATE
      SET threshold = excluded.threshold, resume_above = excluded.resume_above, updated_at = now(), updated_by = ${actor},
        revision = alert_rule.revision + 1, judge_at = excluded.judge_at
      RETURNING id, sku_id AS "skuId", warehouse_id AS "warehouseId", revision`
    if (!rule) throw new Error('no rule')
    return rule
  })
}
