import { v7 } from 'uuid'
import type { PrismaClient } from './database.ts'
import { Prisma, type SyncKind } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** A record that could not be imported. */
export interface NewFailure {
  readonly externalId: string
  /** Error class. Decides whether the failure is retried automatically. */
  readonly errorClass: string
  /** In words for the operator. No personal data. */
  readonly message: string
  /** As the platform sent it, personal data masked; null when there is none. */
  readonly payload: unknown
  /** Time of the next retry by number of attempts; null: only on request. */
  readonly retryAt: (attempts: number) => Date | null
}

/** Sets the records aside, one open failure for each; a record that fails again has one more attempt. */
export async function recordFailures(
  tx: Tx,
  { shopId, kind }: { readonly shopId: string; readonly kind: SyncKind },
  failures: readonly NewFailure[],
): Promise<void> {
  if (failures.length === 0) return
  const last = [...new Map(failures.map((failure) => [failure.externalId, failure])).values()]
  const open = await tx.syncFailure.findMany({
    where: { shopId, kind, resolvedAt: null, externalId: { in: last.map((one) => one.externalId) } },
    select: { externalId: true, attempts: true },
  })
  const attemptsOf = new Map(open.map((row) => [row.externalId, row.attempts]))
  for (const { externalId, errorClass, message, payload, retryAt } of last.sort(byExternalId)) {
    const json = payload === null || payload === undefined ? null : JSON.stringify(payload)
    await tx.$executeRaw`
      INSERT INTO sync_failure (id, shop_id, kind, external_id, error_class, message, payload, next_attempt_at)
      VALUES (${v7()}, ${shopId}, ${kind}::"SyncKind", ${externalId}, ${errorClass}, ${message}, ${json}::jsonb, ${retryAt(1 + (attemptsOf.get(externalId) ?? 0))})
      ON CONFLICT (shop_id, kind, external_id) WHERE resolved_at IS NULL DO UPDATE
      SET error_class = excluded.error_class, message = excluded.message,
        payload = COALESCE(excluded.payload, sync_failure.payload),
        attempts = sync_failure.attempts + 1, next_attempt_at = excluded.next_attempt_at`
  }
}

/** Marks failures of records that were finally imported. */
export async function resolveFailures(
  tx: Tx,
  { shopId, kind }: { readonly shopId: string; readonly kind: SyncKind },
  externalIds: readonly string[],
): Promise<void> {
  if (externalIds.length === 0) return
  await tx.$executeRaw`
    UPDATE sync_failure SET resolved_at = now(), next_attempt_at = NULL
    WHERE shop_id = ${shopId} AND kind = ${kind}::"SyncKind" AND resolved_at IS NULL
      AND external_id = ANY(${[...externalIds]})`
}

export interface OpenFailure {
  readonly id: string
  readonly shopId: string
  readonly kind: SyncKind
  readonly externalId: string
  readonly attempts: number
}

/** Open failures that are due for a retry, the longest due first. Orders for the warehouse have their own queue. */
export function dueFailures(
  prisma: PrismaClient,
  shopId: string,
  now: Date,
  limit: number,
): Promise<OpenFailure[]> {
  return prisma.syncFailure.findMany({
    where: { shopId, resolvedAt: null, nextAttemptAt: { lte: now }, kind: { not: 'DELIVERY_PUSH' } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
    select: { id: true, shopId: true, kind: true, externalId: true, attempts: true },
  })
}

/** Linked shops with failures that are due. */
export function shopsWithDueFailures(prisma: PrismaClient, now: Date): Promise<{ shopId: string }[]> {
  return prisma.$queryRaw`
    SELECT DISTINCT shop_id AS "shopId" FROM sync_failure JOIN shop ON shop.id = shop_id
    WHERE resolved_at IS NULL AND next_attempt_at <= ${now} AND kind <> 'DELIVERY_PUSH' AND shop.status = 'LINKED'`
}

/** Makes open failures due now: those named, or all of a shop. @returns the ids, and the shops they are of */
export function makeDue(
  tx: Tx,
  which: { readonly ids: readonly string[] } | { readonly shopId: string },
  now: Date,
): Promise<{ id: string; shopId: string }[]> {
  const where =
    'ids' in which ? Prisma.sql`id = ANY(${[...which.ids]})` : Prisma.sql`shop_id = ${which.shopId}`
  return tx.$queryRaw`
    UPDATE sync_failure SET next_attempt_at = ${now} WHERE ${where} AND resolved_at IS NULL
    RETURNING id, shop_id AS "shopId"`
}

const byExternalId = (a: NewFailure, b: NewFailure) => (a.externalId < b.externalId ? -1 : 1)

/** Which of these records have an open failure of any kind. */
export async function openFailuresAmong(
  prisma: PrismaClient,
  shopId: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set()
  const rows = await prisma.syncFailure.findMany({
    where: { shopId, resolvedAt: null, externalId: { in: [...externalIds] } },
    select: { externalId: true },
  })
  return new Set(rows.map((row) => row.externalId))
}

/** Postpones due retries of a shop to `until`, and the one that was begun: its platform does not answer. */
export async function postpone(
  prisma: PrismaClient,
  { id, shopId }: OpenFailure,
  now: Date,
  until: Date,
): Promise<void> {
  await prisma.syncFailure.updateMany({
    where: { shopId, resolvedAt: null, OR: [{ nextAttemptAt: { lte: now } }, { id }] },
    data: { nextAttemptAt: until },
  })
}

/** Begins a retry: it is no longer due, and is so again at `until` when the worker does not live to end it. */
export async function beginRetry(prisma: PrismaClient, { id }: OpenFailure, until: Date): Promise<void> {
  await prisma.syncFailure.updateMany({ where: { id, resolvedAt: null }, data: { nextAttemptAt: until } })
}

/** Ends a retry that neither took the record over nor failed once more: it was not in the answer. */
export async function endRetry(
  prisma: PrismaClient,
  { id, attempts }: OpenFailure,
  next: Date | null,
): Promise<void> {
  await prisma.syncFailure.updateMany({
    where: { id, resolvedAt: null, attempts },
    data: { attempts: attempts + 1, nextAttemptAt: next },
  })
}
