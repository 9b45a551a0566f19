import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { z } from 'zod'
import { parseInput } from '../domain/parse-input.ts'
import { mayUpload, typesOf, UPLOAD_PURPOSES, type UploadPurpose } from '../domain/upload.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { actorOf, type Viewer } from '../domain/viewer.ts'
import type { PrismaClient } from '../store/database.ts'
import { transaction } from '../store/transaction.ts'
import { countAnnounced } from '../store/upload.ts'

export interface AnnouncedUpload {
  readonly id: string
  /** Goes into the address that the bytes are put to; only its hash is stored. */
  readonly secret: string
  readonly expiresAt: Date
}

export interface UploadSizes {
  readonly maxPictureBytes: number
  readonly maxCsvBytes: number
  /** How long the bytes are waited for. */
  readonly uploadMs: number
}

/** Limits on one person's announced uploads: open at once, and per day. */
const LIMITS = {
  customer: { open: 20, perDay: 200, bytesPerDay: 500_000_000 },
  operator: { open: 1_000, perDay: 50_000, bytesPerDay: 100_000_000_000 },
} as const
const DAY_MS = 24 * 3_600_000

const INPUT = z.object({
  contentType: z.string().trim().toLowerCase().max(100, 'has to be at most 100 characters'),
  bytes: z.int({ error: 'has to be a whole number' }).min(1, 'has to be at least 1'),
  purpose: z.enum(UPLOAD_PURPOSES),
})

/** Parsed inside; refused with the field at fault. */
export function announceUpload(
  prisma: PrismaClient,
  sizes: UploadSizes,
  input: unknown,
  viewer: Viewer,
): Promise<Outcome<AnnouncedUpload>> {
  return outcome(async () => {
    const { contentType, bytes, purpose } = parseInput(INPUT, input)
    if (!mayUpload(viewer.role, purpose))
      throw new Refused(
        'FORBIDDEN',
        ['purpose'],
        `purpose: a ${viewer.role} can't upload files for ${purpose}`,
      )
    checkType(purpose, contentType)
    const most = contentType === 'text/csv' ? sizes.maxCsvBytes : sizes.maxPictureBytes
    if (bytes > most)
      throw new Refused('LIMIT_EXCEEDED', ['bytes'], `bytes: ${bytes} were announced; ${most} are allowed`)
    const owner = actorOf(viewer)
    const secret = randomBytes(24).toString('base64url')
    const now = Date.now()
    const expiresAt = new Date(now + sizes.uploadMs)
    const id = v7()
    await transaction(prisma, async (tx) => {
      const limits = viewer.role === 'customer' ? LIMITS.customer : LIMITS.operator
      const { open, recent, recentBytes } = await countAnnounced(tx, owner, new Date(now - DAY_MS))
      const refuse = (what: string) => new Refused('LIMIT_EXCEEDED', null, what)
      if (open >= limits.open)
        throw refuse(`${open} uploads wait for their bytes; put those first, or wait until they expire.`)
      if (recent >= limits.perDay)
        throw refuse(`${recent} uploads were announced within a day, the most allowed.`)
      if (recentBytes + bytes > limits.bytesPerDay)
        throw refuse(`More than ${limits.bytesPerDay} bytes would be announced within a day.`)
      await tx.upload.create({
        data: { id, purpose, contentType, bytes, owner, secretHash: secretHash(secret), expiresAt },
        select: { id: true },
      })
    })
    return { id, secret, expiresAt }
  })
}

function checkType(purpose: UploadPurpose, contentType: string): void {
  const types = typesOf(purpose)
  if (!types.includes(contentType))
    throw new Refused(
      'INVALID_INPUT',
      ['contentType'],
      `contentType: ${JSON.stringify(contentType.slice(0, 60))} is not taken for ${purpose}; ${types.join(', ')} are`,
    )
}

export const secretHash = (secret: string) => createHash('sha256').update(secret).digest('hex')
