import type { PrismaClient } from '../store/database.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { type DeliveryChannels, evaluateAlerts } from './evaluate.ts'

export interface JudgeDeps {
  readonly prisma: PrismaClient
  readonly channels: DeliveryChannels
}

/** A rule that was set, whose levels are not judged by it everywhere. */
export interface RuleToJudge {
  readonly id: string
  readonly skuId: string | null
  readonly warehouseId: string | null
  readonly revision: number
}

/** Levels judged in one transaction. A writer of one of them waits for the whole batch. */
const BATCH = 200
/** Longer than a transaction may take: a worker with an older batch has died. */
export const JUDGE_LEASE = '60 seconds'

/**
 * Judges all levels under a rule, in short transactions so that nobody waits for all of them. Each batch has the
 * rules as they are then; a level that is written meanwhile is judged by the inventory itself. To judge a level
 * twice changes nothing, so a second worker may redo what another has left, even
 * at the same time.
 */
export async function judgeLevels(
  { prisma, channels }: JudgeDeps,
  rule: RuleToJudge,
  signal?: AbortSignal,
): Promise<void> {
  let after: string | null = ''
  while (after !== null) {
    signal?.throwIfAborted()
    const from: string = after
    after = await transaction(prisma, (tx) => judgeBatch(tx, rule, from, channels))
  }
}

/** @returns the id that the next batch comes after; null when this was the last */
async function judgeBatch(
  tx: Tx,
  { id, skuId, warehouseId, revision }: RuleToJudge,
  after: string,
  channels: DeliveryChannels,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM stock_level
    WHERE (${skuId}::text IS NULL OR sku_id = ${skuId}) AND (${warehouseId}::text IS NULL OR warehouse_id = ${warehouseId})
      AND id > ${after}
    ORDER BY id LIMIT ${BATCH}`
  const levels = rows.map((row) => row.id)
  // In the order in which everybody locks levels.
  await tx.$queryRaw`
    SELECT FROM stock_level WHERE id = ANY(${levels})
    ORDER BY sku_id COLLATE "C", warehouse_id COLLATE "C" FOR UPDATE`
  await evaluateAlerts(tx, levels, channels)
  const next = levels.length < BATCH ? null : (levels.at(-1) ?? null)
  // If the rule was set again meanwhile, all its levels must be judged again.
  await tx.$executeRaw`
    UPDATE alert_rule SET judge_at = CASE WHEN ${next === null} THEN NULL ELSE now() + ${JUDGE_LEASE}::interval END
    WHERE id = ${id} AND revision = ${revision}`
  return next
}

/** Resumes judging where the process that set a rule died or failed. @returns whether there was such a rule */
export async function judgeOverdue(deps: JudgeDeps, signal?: AbortSignal): Promise<boolean> {
  const [rule] = await deps.prisma.$queryRaw<RuleToJudge[]>`
    UPDATE alert_rule SET judge_at = now() + ${JUDGE_LEASE}::interval
    WHERE id = (
      SELECT id FROM alert_rule WHERE judge_at <= now() ORDER BY judge_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, sku_id AS "skuId", warehouse_id AS "warehouseId", revision`
  if (!rule) return false
  await judgeLevels(deps, rule, signal)
  return true
}
