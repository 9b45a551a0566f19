import { Prisma, type PrismaClient } from './generated/client.ts'
import type { ImportKind, ImportOutcome, ImportStatus } from './generated/enums.ts'
import type { Tx } from './transaction.ts'

export type { ImportKind, ImportOutcome } from './generated/enums.ts'

/** An import that this process works on. */
export interface TakenImport {
  readonly id: string
  readonly kind: ImportKind
  readonly dryRun: boolean
  readonly options: unknown
  readonly actor: string
  /** Number of rows; null while they are still being listed. */
  readonly total: number | null
  /** Who has the lease. */
  readonly worker: string
}

export interface ImportRow {
  readonly position: number
  /** Line of the file, from 1; null when it was no file. */
  readonly line: number | null
  readonly reference: string
  readonly payload: unknown
  /** Failed tries so far. */
  readonly attempts: number
}

export interface NewImportRow {
  readonly position: number
  readonly line?: number
  readonly reference: string
  readonly payload?: Prisma.InputJsonValue
}

/** Outcome of a row. */
export interface RowResult {
  readonly outcome: ImportOutcome
  readonly changes: readonly {
    readonly field: string
    readonly before: string | null
    readonly after: string | null
    readonly keptByHand: boolean
  }[]
  readonly code: string | null
  readonly message: string | null
  readonly productId: string | null
}

/** Somebody else works on the import, or it was cancelled: nothing of this process counts any more. */
export class LeaseLost extends Error {
  constructor() {
    super('the import is in other hands, or over')
    this.name = 'LeaseLost'
  }
}

/** Lease of a worker on an import, in seconds. Each finished row renews it. */
const LEASE_SECONDS = 60
const LEASE = Prisma.sql`clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'`

/** Leases the import that has waited longest to one worker; null when none is due. */
export async function takeImport(prisma: PrismaClient, worker: string): Promise<TakenImport | null> {
  const [taken] = await prisma.$queryRaw<Omit<TakenImport, 'worker'>[]>`
    UPDATE catalogue_import SET leased_until = ${LEASE}, leased_by = ${worker}
    WHERE id = (
      SELECT id FROM catalogue_import
      WHERE status = 'RUNNING' AND (leased_until IS NULL OR leased_until <= clock_timestamp())
        AND (waits_until IS NULL OR waits_until <= clock_timestamp())
      ORDER BY leased_until NULLS FIRST, started_at, id LIMIT 1
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id, kind::text AS kind, dry_run AS "dryRun", options, actor, total`
  return taken ? { ...taken, worker } : null
}

/** Gives others their turn. */
export async function releaseImport(prisma: PrismaClient, { id, worker }: TakenImport): Promise<void> {
  await prisma.$executeRaw`
    UPDATE catalogue_import SET leased_until = clock_timestamp(), leased_by = NULL
    WHERE id = ${id} AND leased_by = ${worker}`
}

/** Clears all leases of imports: for the start of the only process that works on this database. */
export async function forgetImportLeases(prisma: PrismaClient): Promise<void> {
  await prisma.catalogueImport.updateMany({
    where: { leasedUntil: { not: null } },
    data: { leasedUntil: null, leasedBy: null },
  })
}

/** The rows will be listed again. @throws LeaseLost */
export async function forgetImportRows(tx: Tx, job: TakenImport): Promise<void> {
  await change(tx, job, Prisma.empty)
  await tx.catalogueImportRow.deleteMany({ where: { importId: job.id } })
}

/** @throws LeaseLost */
export async function addImportRows(tx: Tx, job: TakenImport, rows: readonly NewImportRow[]): Promise<void> {
  await insertImportRows(tx, job.id, rows)
  await change(tx, job, Prisma.empty)
}

export async function insertImportRows(
  tx: Tx,
  importId: string,
  rows: readonly NewImportRow[],
): Promise<void> {
  if (rows.length > 0)
    await tx.catalogueImportRow.createMany({ data: rows.map((row) => ({ importId, ...row })) })
}

/** All rows are there. @throws LeaseLost */
export async function closeImportRows(tx: Tx, job: TakenImport): Promise<number> {
  const total = await tx.catalogueImportRow.count({ where: { importId: job.id } })
  await change(tx, job, Prisma.sql`total = ${total},`)
  return total
}

/** Rows that can be done now, in their order. */
export function dueImportRows(prisma: PrismaClient, importId: string, limit: number): Promise<ImportRow[]> {
  return prisma.$queryRaw<ImportRow[]>`
    SELECT position, line, reference, payload, attempts FROM catalogue_import_row
    WHERE import_id = ${importId} AND outcome IS NULL AND (retry_at IS NULL OR retry_at <= clock_timestamp())
    ORDER BY position LIMIT ${limit}`
}

/**
 * Marks rows as done and counts them, in the transaction of their work. A dry run keeps what its rows were: later ones build on them.
 * @throws LeaseLost
 */
export async function finishImportRows(
  tx: Tx,
  job: TakenImport,
  done: readonly (RowResult & { readonly position: number })[],
): Promise<void> {
  const count = await tx.$executeRaw`
    UPDATE catalogue_import_row AS row SET outcome = done.outcome::"ImportOutcome", changes = done.changes,
      code = done.code, message = done.message, product_id = done."productId", retry_at = NULL,
      payload = CASE WHEN ${job.dryRun} THEN row.payload END, done_at = clock_timestamp()
    FROM jsonb_to_recordset(${JSON.stringify(done)}::jsonb)
      AS done(position int, outcome text, changes jsonb, code text, message text, "productId" text)
    WHERE row.import_id = ${job.id} AND row.position = done.position AND row.outcome IS NULL`
  if (count !== done.length) throw new LeaseLost()
  const of = (outcome: ImportOutcome) => done.filter((one) => one.outcome === outcome).length
  await change(
    tx,
    job,
    Prisma.sql`created = created + ${of('CREATED')}, updated = updated + ${of('UPDATED')},
      unchanged = unchanged + ${of('UNCHANGED')}, failed = failed + ${of('FAILED')},`,
  )
}

/** The row is tried again after `ms`. */
export async function delayImportRow(
  prisma: PrismaClient,
  { id }: TakenImport,
  position: number,
  ms: number,
  why: string,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE catalogue_import_row SET attempts = attempts + 1, message = ${why},
      retry_at = clock_timestamp() + ${ms} * interval '1 millisecond'
    WHERE import_id = ${id} AND position = ${position} AND outcome IS NULL`
}

/** Nothing of it is done before then, for this reason. @throws LeaseLost */
export function letImportWait(tx: Tx, job: TakenImport, until: Date, reason: string): Promise<void> {
  return change(tx, job, Prisma.sql`waits_until = ${until}, wait_reason = ${reason},`)
}

/** It goes on. @throws LeaseLost */
export const endImportWait = (tx: Tx, job: TakenImport): Promise<void> =>
  change(tx, job, Prisma.sql`waits_until = NULL, wait_reason = NULL,`)

/** When the first of the rows that are left is due; null when all are done. */
export async function nextImportRowAt(prisma: PrismaClient, importId: string): Promise<Date | null> {
  const [row] = await prisma.$queryRaw<{ at: Date | null }[]>`
    SELECT min(COALESCE(retry_at, clock_timestamp())) AS at FROM catalogue_import_row
    WHERE import_id = ${importId} AND outcome IS NULL`
  return row?.at ?? null
}

/** Over: all rows are done, or it can't go on (`error`). @throws LeaseLost */
export async function finishImport(tx: Tx, job: TakenImport, error: string | null): Promise<void> {
  const status =
    error === null
      ? Prisma.sql`(CASE WHEN failed = 0 THEN 'SUCCEEDED' WHEN failed = total THEN 'FAILED' ELSE 'PARTIAL' END)::"ImportStatus"`
      : Prisma.sql`'FAILED'`
  await change(
    tx,
    job,
    Prisma.sql`status = ${status}, error = ${error}, finished_at = clock_timestamp(),
      waits_until = NULL, wait_reason = NULL,`,
  )
}

/** @param sets further columns, with a comma at the end */
async function change(tx: Tx, { id, worker }: TakenImport, sets: Prisma.Sql): Promise<void> {
  const changed = await tx.$executeRaw`
    UPDATE catalogue_import SET ${sets} leased_until = ${LEASE}
    WHERE id = ${id} AND leased_by = ${worker} AND status = 'RUNNING'`
  if (changed !== 1) throw new LeaseLost()
}

/** Cancels a running import; its worker loses the lease. @returns its status before; null when there is none */
export async function cancelImport(tx: Tx, id: string): Promise<ImportStatus | null> {
  const [row] = await tx.$queryRaw<{ status: ImportStatus }[]>`
    SELECT status::text AS status FROM catalogue_import WHERE id = ${id} FOR UPDATE`
  if (row?.status === 'RUNNING')
    await tx.$executeRaw`
      UPDATE catalogue_import SET status = 'CANCELLED', cancel_requested_at = clock_timestamp(),
        finished_at = clock_timestamp(), waits_until = NULL, wait_reason = NULL, leased_until = NULL, leased_by = NULL
      WHERE id = ${id}`
  return row?.status ?? null
}

export interface ImportFigures {
  /** Imports that are worked on, or are about to be. */
  readonly running: number
  /** Imports that wait for a source. */
  readonly waiting: number
}

export async function importFigures(prisma: PrismaClient): Promise<ImportFigures> {
  const [row] = await prisma.$queryRaw<ImportFigures[]>`
    SELECT count(*) FILTER (WHERE waits_until IS NULL OR waits_until <= now())::int AS running,
      count(*) FILTER (WHERE waits_until > now())::int AS waiting
    FROM catalogue_import WHERE status = 'RUNNING'`
  return row ?? { running: 0, waiting: 0 }
}
