import type { MediaStore } from '../connectors/media-store.ts'
import type { UploadPurpose } from '../domain/upload.ts'
import type { PrismaClient } from '../store/database.ts'
import { deleteExpired } from '../store/upload.ts'

const BATCH = 100
/** Pictures of a search are useless afterwards. */
const PASSING: UploadPurpose = 'IMAGE_SEARCH'
const PASSING_KEPT_MS = 24 * 3_600_000

/** Deletes uploads whose bytes did not come in time, pictures that were searched by, and tables that were imported. @returns whether there may be more */
export async function deleteUploads(prisma: PrismaClient, store: MediaStore): Promise<boolean> {
  const passing = { purpose: PASSING, before: new Date(Date.now() - PASSING_KEPT_MS) }
  const deleted = await deleteExpired(prisma, passing, BATCH)
  for (const { storageKey } of deleted) if (storageKey !== null) await store.delete(storageKey)
  return deleted.length === BATCH
}
