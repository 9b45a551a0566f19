import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { MediaStore } from '../connectors/media-store.ts'
import { CSV_TYPE, isPublic } from '../domain/upload.ts'
import type { PrismaClient } from '../store/database.ts'
import { completeUpload } from '../store/upload.ts'
import { secretHash } from './announce-upload.ts'
import { type CheckedFile, checkCsv, checkPicture, NotTaken } from './file-check.ts'
import { fileKey, pictureKey } from './keys.ts'

export interface PutBytes {
  readonly id: string
  readonly secret: string
  /** As the request says; null: it does not. */
  readonly length: number | null
  readonly body: AsyncIterable<Uint8Array>
}

/** Why bytes were not taken. After BUSY, INCOMPLETE, TOO_LARGE and WRONG_TYPE they can be sent again. */
export type PutRefusal =
  | 'NOT_FOUND'
  | 'EXPIRED'
  | 'COMPLETE'
  | 'TOO_LARGE'
  | 'INCOMPLETE'
  | 'WRONG_TYPE'
  | 'BUSY'

export type PutResult =
  | ({ readonly ok: true; readonly bytes: number } & CheckedFile)
  | { readonly ok: false; readonly refusal: PutRefusal; readonly message: string }

export interface ReceiveDeps {
  readonly prisma: PrismaClient
  readonly store: MediaStore
  /** Folder of this process for files that are checked before they are stored. */
  readonly workFolder: string
  readonly onStored: (bytes: number) => void
}

/** Uploads that one process takes at the same time. */
const AT_ONCE = 32

class PutRefused extends Error {
  readonly refusal: PutRefusal
  constructor(refusal: PutRefusal, message: string) {
    super(message)
    this.refusal = refusal
  }
}

/**
 * Takes the bytes of an announced upload, once: checks how many there are and what they are, stores them, and completes
 * the upload. They go to the disk as they come; memory holds only the present chunk.
 */
export function uploadReceiver(deps: ReceiveDeps): (put: PutBytes) => Promise<PutResult> {
  let underWay = 0
  return async (put) => {
    if (underWay >= AT_ONCE)
      return {
        ok: false,
        refusal: 'BUSY',
        message: 'Too many uploads at the moment: try again in some seconds.',
      }
    underWay++
    const file = join(deps.workFolder, randomUUID())
    try {
      return { ok: true, ...(await receive(deps, put, file)) }
    } catch (error) {
      if (error instanceof PutRefused) return { ok: false, refusal: error.refusal, message: error.message }
      throw error
    } finally {
      underWay--
      await rm(file, { force: true })
    }
  }
}

async function receive(
  { prisma, store, onStored }: ReceiveDeps,
  { id, secret, length, body }: PutBytes,
  file: string,
): Promise<CheckedFile & { bytes: number }> {
  const upload = await prisma.upload.findUnique({ where: { id } })
  // Callers without the secret can't learn which uploads exist.
  if (!upload?.secretHash || !isEqual(upload.secretHash, secretHash(secret)))
    throw new PutRefused('NOT_FOUND', 'There is no upload at this address.')
  if (upload.completedAt) throw alreadyComplete()
  const { bytes, contentType: announced, purpose, expiresAt } = upload
  if (expiresAt.getTime() <= Date.now())
    throw new PutRefused('EXPIRED', `The upload expired at ${expiresAt.toISOString()}: announce it again.`)
  const more = () => new PutRefused('TOO_LARGE', `${bytes} bytes were announced; more came.`)
  if (length !== null && length > bytes) throw more()

  const hash = createHash('sha256')
  let size = 0
  const counted = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      size += chunk.length
      if (size > bytes) throw more()
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(body, counted, createWriteStream(file))
  if (size < bytes) throw new PutRefused('INCOMPLETE', `${bytes} bytes were announced; ${size} came.`)

  const checked = await (announced === CSV_TYPE ? checkCsv(file) : checkPicture(file)).catch(
    (error: unknown) => {
      throw error instanceof NotTaken ? new PutRefused('WRONG_TYPE', `The file ${error.message}.`) : error
    },
  )
  if (checked.contentType !== announced)
    throw new PutRefused('WRONG_TYPE', `${announced} was announced; the file is ${checked.contentType}.`)

  const sha256 = hash.digest('hex')
  const storageKey = isPublic(purpose) ? pictureKey({ sha256 }) : fileKey(id)
  const isNew = !isPublic(purpose) || !(await store.has(storageKey))
  if (isNew) {
    await store.put(storageKey, { file }, announced)
    onStored(size)
  }
  const { width, height } = checked
  // Two at once with the same address: the bytes of either are what was announced, one completes it.
  if (!(await completeUpload(prisma, id, { storageKey, sha256, width, height }, new Date())))
    throw alreadyComplete()
  return { ...checked, bytes: size }
}

const alreadyComplete = () => new PutRefused('COMPLETE', 'The bytes of this upload are here already.')

const isEqual = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
