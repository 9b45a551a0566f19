import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkedKey, type MediaStore } from '../media-store.ts'

/** Folder of files that are being written. No key begins with a dot. */
const UNDER_WAY = '.tmp'

/** Files below one folder, which is made when the first is stored. */
export function diskStore(folder: string): MediaStore {
  const pathOf = (key: string) => join(folder, ...checkedKey(key).split('/'))
  return {
    name: 'disk',
    async put(key, source) {
      const path = pathOf(key)
      const temporary = join(folder, UNDER_WAY, randomUUID())
      await mkdir(dirname(temporary), { recursive: true })
      try {
        if ('file' in source) await copyFile(source.file, temporary)
        else await writeFile(temporary, source.data)
        await mkdir(dirname(path), { recursive: true })
        await rename(temporary, path)
      } finally {
        await rm(temporary, { force: true })
      }
    },
    async get(key) {
      const file = await open(pathOf(key)).catch(nullIfAbsent)
      if (!file) return null
      const { size } = await file.stat().catch(async (error: unknown) => {
        await file.close()
        throw error
      })
      return { bytes: size, stream: file.createReadStream() }
    },
    has: async (key) => (await stat(pathOf(key)).catch(nullIfAbsent)) !== null,
    delete: (key) => rm(pathOf(key), { force: true }),
    close: async () => {},
  }
}

function nullIfAbsent(error: unknown): null {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return null
  throw error
}
