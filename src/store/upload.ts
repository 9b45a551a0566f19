import type { UploadPurpose } from '../domain/upload.ts'
import { lockNumber } from './database.ts'
import type { PrismaClient, Upload } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export type { Upload } from './generated/client.ts'

/** Announced uploads of an owner, as limits count them. */
export interface AnnouncedSoFar {
  /** Not complete and not expired. */
  readonly open: number
  /** Since the instant asked about. */
  readonly recent: number
  /** Of those, announced bytes. */
  readonly recentBytes: number
}

/** Counts while no other transaction can announce for this owner. */
export async function countAnnounced(tx: Tx, owner: string, since: Date): Promise<AnnouncedSoFar> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockNumber(`uploads ${owner}`)}::bigint)`
  const [row] = await tx.$queryRaw<AnnouncedSoFar[]>`
    SELECT count(*) FILTER (WHERE completed_at IS NULL AND expires_at > now())::int AS open,
      count(*)::int AS recent, COALESCE(sum(bytes), 0)::float8 AS "recentBytes"
    FROM upload WHERE owner = ${owner} AND created_at > ${since}`
  if (!row) throw new Error('no count')
  return row
}

/** Outcome of an upload's bytes. */
export interface ReceivedBytes {
  readonly storageKey: string
  readonly sha256: string
  readonly width: number | null
  readonly height: number | null
}

/** Once: false when it was complete already, has expired or is gone. */
export async function completeUpload(
  prisma: PrismaClient,
  id: string,
  received: ReceivedBytes,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma.upload.updateMany({
    where: { id, completedAt: null, expiresAt: { gt: now } },
    data: { ...received, completedAt: now },
  })
  return count === 1
}

/**
 * The complete picture of a product with these bytes; the oldest, when there are several.
 * @param options alone: no other transaction that asks so adds these bytes until this one ends
 */
export async function findPicture(
  tx: Tx,
  sha256: string,
  options: { readonly alone?: boolean } = {},
): Promise<Upload | null> {
  if (options.alone)
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockNumber(`picture ${sha256}`)}::bigint)`
  return tx.upload.findFirst({
    where: { sha256, purpose: 'PRODUCT_MEDIA', completedAt: { not: null } },
    orderBy: { id: 'asc' },
  })
}

/**
 * Deletes uploads that are no longer needed: those that were not completed in time, complete ones
 * of a passing purpose that are older, and tables of a catalogue after their import. A table that was only tried, or
 * never imported, is kept as long as what passes. @returns what they had in the store
 */
export async function deleteExpired(
  prisma: PrismaClient,
  passing: { readonly purpose: UploadPurpose; readonly before: Date },
  limit: number,
): Promise<{ id: string; storageKey: string | null }[]> {
  return prisma.$queryRaw`
    DELETE FROM upload WHERE id IN (
      SELECT id FROM upload
      WHERE (completed_at IS NULL AND expires_at < now())
        OR (purpose = ${passing.purpose}::"UploadPurpose" AND completed_at < ${passing.before})
        OR (purpose = 'CATALOGUE_CSV' AND completed_at IS NOT NULL
          AND (completed_at < ${passing.before} OR EXISTS (SELECT FROM catalogue_import
            WHERE kind = 'CSV' AND options->>'uploadId' = upload.id AND NOT dry_run AND status <> 'RUNNING'))
          AND NOT EXISTS (SELECT FROM catalogue_import
            WHERE kind = 'CSV' AND options->>'uploadId' = upload.id AND status = 'RUNNING'))
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, storage_key AS "storageKey"`
}
