import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pLimit from 'p-limit'
import { v7 } from 'uuid'
import type { MediaStore } from '../connectors/media-store.ts'
import { PictureRefused, type PictureSource, PictureUnavailable } from '../connectors/picture-source.ts'
import type { PrismaClient } from '../store/database.ts'
import { appendToOutbox } from '../store/outbox.ts'
import { type DueCopy, markCopied, markFailed, takeDueCopies, writeImages } from '../store/picture.ts'
import { lockProduct } from '../store/product.ts'
import { transaction } from '../store/transaction.ts'
import { findPicture } from '../store/upload.ts'
import { checkPicture, NotTaken } from './file-check.ts'
import { pictureKey } from './keys.ts'
import { isImportHost, type PictureHosts, pictureUrlProblem } from './picture-hosts.ts'

export interface CopyDeps {
  readonly prisma: PrismaClient
  readonly store: MediaStore
  readonly pictures: PictureSource
  readonly hosts: PictureHosts
  readonly maxBytes: number
  readonly workFolder: string
  readonly onStored: (bytes: number) => void
}

/** Copies of one run, and those at the same time: two processors draw for customers meanwhile. */
const BATCH = 16
const AT_ONCE = 4
/** Lease of a worker on its pictures, in ms. */
const LEASE_MS = 180_000
const MINUTE = 60_000
/** Back-off after failed attempts, in ms. The last failure is final. */
const RESTS_MS = [1, 5, 30, 120, 360, 720].map((minutes) => minutes * MINUTE)

/** Copies pictures that are due. @returns whether there may be more */
export async function copyPictures(deps: CopyDeps, signal: AbortSignal): Promise<boolean> {
  const due = await takeDueCopies(deps.prisma, LEASE_MS, BATCH)
  // A product often has one picture in several places.
  const distinct = [...new Map(due.map((one) => [`${one.productId} ${one.sourceUrl}`, one])).values()]
  const turn = pLimit(AT_ONCE)
  const results = await Promise.allSettled(distinct.map((one) => turn(() => copyOrPutOff(deps, one, signal))))
  const failed = results.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return due.length === BATCH
}

async function copyOrPutOff(deps: CopyDeps, due: DueCopy, signal: AbortSignal): Promise<void> {
  const file = join(deps.workFolder, randomUUID())
  try {
    await copy(deps, due, file, signal)
  } catch (error) {
    if (signal.aborted) return
    const isFinal = error instanceof PictureRefused || error instanceof NotTaken
    if (!isFinal && !(error instanceof PictureUnavailable)) throw error
    const rest = isFinal ? undefined : RESTS_MS[due.attempts - 1]
    const message = error instanceof NotTaken ? `the file ${error.message}` : error.message
    await markFailed(deps.prisma, due, message, rest === undefined ? null : new Date(Date.now() + rest))
  } finally {
    await rm(file, { force: true })
  }
}

async function copy(
  { prisma, store, pictures, hosts, maxBytes, onStored }: CopyDeps,
  due: DueCopy,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const isImported = isImportHost(new URL(due.sourceUrl), hosts)
  // Listed picture hosts must not redirect to unlisted ones.
  const check = (url: URL) =>
    pictureUrlProblem(url, hosts) ??
    (isImported && !isImportHost(url, hosts) ? 'is not among the picture hosts of the marketplaces' : null)
  await pictures.fetch(due.sourceUrl, file, { check, maxBytes, signal })
  const { contentType, width, height } = await checkPicture(file)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const sha256 = hash.digest('hex')
  const storageKey = pictureKey({ sha256 })
  const { size } = await stat(file)
  if (!(await store.has(storageKey))) {
    await store.put(storageKey, { file }, contentType)
    onStored(size)
  }
  await transaction(prisma, async (tx) => {
    const product = await lockProduct(tx, due.productId)
    if (!product) return
    const known = await findPicture(tx, sha256, { alone: true })
    const now = new Date()
    const uploadId = known?.id ?? v7()
    if (!known)
      await tx.upload.create({
        data: {
          id: uploadId,
          purpose: 'PRODUCT_MEDIA',
          contentType,
          bytes: size,
          storageKey,
          sha256,
          width,
          height,
          expiresAt: now,
          completedAt: now,
        },
        select: { id: true },
      })
    if ((await markCopied(tx, due, uploadId)) === 0) return
    await writeImages(tx, due.productId)
    // No person changed anything: the version for edits stays, and the audit trail gets no entry.
    await appendToOutbox(tx, [
      {
        topic: 'product',
        productId: due.productId,
        onShow: product.status === 'ACTIVE',
        fields: ['media'],
        occurredAt: now.toISOString(),
      },
    ])
  })
}
