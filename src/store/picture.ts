import { picturePath } from '../domain/upload.ts'
import type { Media, Upload } from './generated/client.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export type PictureRow = Media & { readonly upload: Upload | null }

/** All pictures of a product and of its SKUs, in their order. */
export function readPictures(tx: Tx, productId: string): Promise<PictureRow[]> {
  return tx.media.findMany({
    where: { productId },
    include: { upload: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
}

/** Where a picture is shown: a path of ours once we have its bytes, else the address that it came from. */
export function shownAt({
  sourceUrl,
  upload,
}: Pick<PictureRow, 'sourceUrl'> & {
  readonly upload: Pick<Upload, 'sha256' | 'contentType'> | null
}): string | null {
  return upload?.sha256 ? picturePath(upload.sha256, upload.contentType) : sourceUrl
}

/** Writes `product.images` as its pictures are shown now. @returns whether it was another list */
export async function writeImages(tx: Tx, productId: string): Promise<boolean> {
  const rows = await readPictures(tx, productId)
  const images = rows
    .filter(({ skuId }) => skuId === null)
    .map(shownAt)
    .filter((one) => one !== null)
  const product = await tx.product.findUniqueOrThrow({ where: { id: productId }, select: { images: true } })
  if (JSON.stringify(product.images) === JSON.stringify(images)) return false
  await tx.product.update({ where: { id: productId }, data: { images }, select: { id: true } })
  return true
}

/** Pictures that could not be copied, whether they are tried again or not. */
export const PICTURE_PROBLEMS = {
  lastError: { not: null },
  uploadId: null,
} as const satisfies Prisma.MediaWhereInput

/** Pictures of one call. */
const MOST_RETRIED = 10_000

/** A picture that is due for copying. */
export interface DueCopy {
  readonly id: string
  readonly productId: string
  readonly sourceUrl: string
  /** With this one. */
  readonly attempts: number
}

/** Takes pictures that are due, for `leaseMs`; no other worker takes them meanwhile. */
export async function takeDueCopies(
  prisma: PrismaClient,
  leaseMs: number,
  limit: number,
): Promise<DueCopy[]> {
  return prisma.$queryRaw`
    UPDATE media SET next_attempt_at = clock_timestamp() + ${`${leaseMs} milliseconds`}::interval,
      attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM media WHERE status = 'WAITING' AND next_attempt_at <= now()
      ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, product_id AS "productId", source_url AS "sourceUrl", attempts`
}

/** The picture is ours now, wherever the product shows this address. @returns how many pictures changed */
export async function markCopied(
  tx: Tx,
  { productId, sourceUrl }: Pick<DueCopy, 'productId' | 'sourceUrl'>,
  uploadId: string,
): Promise<number> {
  const { count } = await tx.media.updateMany({
    where: { productId, sourceUrl, uploadId: null },
    data: { uploadId, status: 'STORED', nextAttemptAt: null, lastError: null },
  })
  return count
}

/** Notes a failure and the time of the next attempt; null: none. A picture that was replaced meanwhile stays as it is. */
export async function markFailed(
  prisma: PrismaClient,
  { productId, sourceUrl }: Pick<DueCopy, 'productId' | 'sourceUrl'>,
  lastError: string,
  nextAttemptAt: Date | null,
): Promise<void> {
  await prisma.media.updateMany({
    where: { productId, sourceUrl, status: 'WAITING' },
    data: { lastError, nextAttemptAt, ...(nextAttemptAt === null && { status: 'FAILED' }) },
  })
}

/**
 * Makes copies due that wait for their next attempt or have failed for good; of all products when none is named. What was
 * refused for its host is tried only if the host `isListed` now.
 * @returns how many pictures
 */
export async function retryCopies(
  prisma: PrismaClient,
  productIds: readonly string[] | null,
  isListed: (sourceUrl: string) => boolean,
): Promise<number> {
  const rows = await prisma.media.findMany({
    where: {
      uploadId: null,
      sourceUrl: { not: null },
      ...(productIds && { productId: { in: [...productIds] } }),
    },
    select: { id: true, sourceUrl: true, attempts: true, status: true },
    orderBy: { id: 'asc' },
    take: MOST_RETRIED,
  })
  const ids = rows
    .filter(
      ({ status, attempts, sourceUrl }) => status === 'WAITING' || attempts > 0 || isListed(sourceUrl ?? ''),
    )
    .map(({ id }) => id)
  const { count } = await prisma.media.updateMany({
    where: { id: { in: ids }, uploadId: null },
    data: { status: 'WAITING', attempts: 0, nextAttemptAt: new Date() },
  })
  return count
}

export interface PictureFigures {
  /** Pictures shown from where they came from, until they are copied. */
  readonly waiting: number
  /** Those that could not be copied. */
  readonly failed: number
}

export async function pictureFigures(prisma: PrismaClient): Promise<PictureFigures> {
  const [row] = await prisma.$queryRaw<PictureFigures[]>(Prisma.sql`
    SELECT count(*) FILTER (WHERE status = 'WAITING')::int AS waiting,
      count(*) FILTER (WHERE status = 'FAILED')::int AS failed
    FROM media WHERE status IN ('WAITING', 'FAILED')`)
  if (!row) throw new Error('no figures')
  return row
}
