import { v7 } from 'uuid'
import type { AlertLimits } from '../domain/alert.ts'
import {
  DEFAULT_LEAD_DAYS,
  proposeReplenishment,
  type Replenishment,
  VELOCITY_DAYS,
} from '../domain/replenishment.ts'
import { type JudgedLevel, readSold } from '../store/judged-level.ts'
import type { Tx } from '../store/transaction.ts'

/** A low-stock alert that was just opened. */
export interface LowLevel {
  readonly alertId: string
  readonly level: JudgedLevel
  readonly limits: AlertLimits
}

/** Proposes what to order for each alert, where something is missing. @returns proposals by alert */
export async function proposeFor(
  tx: Tx,
  low: readonly LowLevel[],
): Promise<ReadonlyMap<string, Replenishment>> {
  const proposals = new Map<string, Replenishment>()
  if (low.length === 0) return proposals
  const sold = await readSold(
    tx,
    low.map(({ level }) => level),
    VELOCITY_DAYS,
  )
  for (const [index, { alertId, level, limits }] of low.entries()) {
    const proposal = proposeReplenishment({
      ...level,
      sold: sold[index] ?? 0,
      leadTimeDays: level.leadTimeDays ?? DEFAULT_LEAD_DAYS,
      resumeAbove: limits.resumeAbove,
    })
    if (proposal) proposals.set(alertId, proposal)
  }
  const rows = [...proposals].map(([alertId, proposal]) => ({ id: v7(), alertId, ...proposal }))
  if (rows.length > 0) await tx.replenishmentProposal.createMany({ data: rows })
  return proposals
}

/** The alerts are over: undecided proposals are not needed any more. */
export async function withdrawProposals(tx: Tx, alertIds: readonly string[]): Promise<void> {
  if (alertIds.length === 0) return
  await tx.replenishmentProposal.updateMany({
    where: { alertId: { in: [...alertIds] }, status: 'PROPOSED' },
    data: { status: 'WITHDRAWN', decidedAt: new Date() },
  })
}
