import { Prisma, type PrismaClient } from './generated/client.ts'
import { type Tx, transaction } from './transaction.ts'

/** SKUs of one transaction: readings of their offers wait for no more. */
export const SLICE = 200
/** Lease of a worker on a rule, longer than a transaction may take. */
const LEASE = '60 seconds'

export interface DueRule {
  readonly id: string
  readonly revision: number
}

/** Rules whose SKUs are worked through: when one is due, and the id of the SKU that it has come to. */
export interface RuleQueue {
  readonly table: Prisma.Sql
  readonly dueAt: Prisma.Sql
  readonly after: Prisma.Sql
}
export const PRICES: RuleQueue = {
  table: Prisma.sql`price_rule`,
  dueAt: Prisma.sql`reprice_at`,
  after: Prisma.sql`reprice_after`,
}
export const ALERTS: RuleQueue = {
  table: Prisma.sql`offer_alert_rule`,
  dueAt: Prisma.sql`judge_at`,
  after: Prisma.sql`judge_after`,
}
/** @returns whether there is more to do; not for a rule that was changed again, which is due again */
type WorkSlice = (tx: Tx, rule: DueRule) => Promise<boolean>

/** Takes one rule that is due and works through its SKUs. @returns whether there was one */
export async function workDue(
  prisma: PrismaClient,
  { table, dueAt }: RuleQueue,
  slice: WorkSlice,
  signal: AbortSignal,
): Promise<boolean> {
  const [rule] = await prisma.$queryRaw<DueRule[]>`
    UPDATE ${table} SET ${dueAt} = now() + ${LEASE}::interval
    WHERE id = (
      SELECT id FROM ${table} WHERE ${dueAt} <= now() ORDER BY ${dueAt}, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, revision`
  if (!rule) return false
  let more = true
  while (more) {
    signal.throwIfAborted()
    more = await transaction(prisma, (tx) => slice(tx, rule))
  }
  return true
}

/** Remembers where the slice of these SKUs ended, and ends the work after the last. As `WorkSlice` returns. */
export async function endSlice(
  tx: Tx,
  { table, dueAt, after }: RuleQueue,
  { id, revision }: DueRule,
  skus: readonly { readonly id: string }[],
): Promise<boolean> {
  const last = skus.length < SLICE ? null : (skus.at(-1)?.id ?? null)
  const moved = await tx.$executeRaw`
    UPDATE ${table} SET ${after} = COALESCE(${last}, ''),
      ${dueAt} = CASE WHEN ${last === null} THEN NULL ELSE now() + ${LEASE}::interval END
    WHERE id = ${id} AND revision = ${revision}`
  return moved > 0 && last !== null
}
