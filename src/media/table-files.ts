import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { v7 } from 'uuid'
import type { MediaStore } from '../connectors/media-store.ts'
import { CSV_TYPE } from '../domain/upload.ts'
import type { PrismaClient } from '../store/database.ts'
import { fileKey } from './keys.ts'

/** Tables of a catalogue that imports read. They are deleted as all uploads for CATALOGUE_CSV are. */
export function tableFiles(prisma: PrismaClient, store: MediaStore, onStored: (bytes: number) => void) {
  return {
    /** The bytes of a complete upload for CATALOGUE_CSV; null: there is none. */
    async open(uploadId: string): Promise<Readable | null> {
      const upload = await prisma.upload.findUnique({ where: { id: uploadId } })
      if (upload?.purpose !== 'CATALOGUE_CSV' || !upload.completedAt || !upload.storageKey) return null
      return (await store.get(upload.storageKey))?.stream ?? null
    },

    /** Keeps a text as an upload of somebody. @returns its id */
    async keep(text: string, owner: string): Promise<string> {
      const data = Buffer.from(text)
      const id = v7()
      const now = new Date()
      await store.put(fileKey(id), { data }, CSV_TYPE)
      onStored(data.length)
      await prisma.upload.create({
        data: {
          id,
          owner,
          purpose: 'CATALOGUE_CSV',
          contentType: CSV_TYPE,
          bytes: data.length,
          storageKey: fileKey(id),
          sha256: createHash('sha256').update(data).digest('hex'),
          expiresAt: now,
          completedAt: now,
        },
        select: { id: true },
      })
      return id
    },
  }
}
