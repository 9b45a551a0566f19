import { v7 } from 'uuid'
import type { DiscrepancyKind } from '../domain/sync-words.ts'
import type { PrismaClient } from './database.ts'
import type { Prisma } from './generated/client.ts'
import { type Tx, transaction } from './transaction.ts'

export interface NewDiscrepancy {
  readonly kind: DiscrepancyKind
  readonly reference: string
  readonly ours: string | null
  readonly theirs: string | null
  /** In words for the operator; null when no repair is known. */
  readonly suggestedRepair: string | null
  /** The same as data, for `applyRepair`. */
  readonly repair: Prisma.InputJsonObject | null
}

/** Returns the unfinished comparison of this shop and day, or a new one. */
export function beginReconciliation(prisma: PrismaClient, shopId: string, day: string): Promise<string> {
  return transaction(prisma, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId} FOR NO KEY UPDATE`
    const open = await tx.reconciliation.findFirst({
      where: { shopId, day, finishedAt: null },
      select: { id: true },
    })
    if (open) return open.id
    const made = await tx.reconciliation.create({ data: { id: v7(), shopId, day }, select: { id: true } })
    return made.id
  })
}

/** The same for the daily comparison, which is made once. Null when it was made. */
export function beginDaily(prisma: PrismaClient, shopId: string, day: string): Promise<string | null> {
  return transaction(prisma, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId} FOR NO KEY UPDATE`
    const known = await tx.reconciliation.findFirst({
      where: { shopId, day },
      select: { id: true, finishedAt: true },
    })
    if (known) return known.finishedAt ? null : known.id
    const made = await tx.reconciliation.create({ data: { id: v7(), shopId, day }, select: { id: true } })
    return made.id
  })
}

/** Ends a comparison with its findings; those of a repetition replace them. */
export async function endReconciliation(
  tx: Tx,
  id: string,
  checked: number,
  found: readonly NewDiscrepancy[],
): Promise<void> {
  await tx.discrepancy.deleteMany({ where: { reconciliationId: id } })
  await tx.discrepancy.createMany({
    data: found.map(({ repair, ...one }) => ({
      id: v7(),
      reconciliationId: id,
      ...one,
      ...(repair && { repair }),
    })),
  })
  await tx.reconciliation.update({
    where: { id },
    data: { checked, finishedAt: new Date() },
    select: { id: true },
  })
}
