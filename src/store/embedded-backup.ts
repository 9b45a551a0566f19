import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip as gunzipWithCallback } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { DatabaseUnavailable } from './database.ts'
import { lockFolder } from './folder-lock.ts'

const gunzip = promisify(gunzipWithCallback)

const POSTGRES = 'postgres'
/** Only its owner: addresses and tokens are sealed in it, e-mails of suppliers are not. */
const MODE = 0o600

/**
 * Writes the embedded database to one file, a compressed archive of PostgreSQL's own files. The folder is locked
 * meanwhile, and the file appears under its name when it is whole. @returns its size in bytes
 * @throws DatabaseUnavailable when a process has the folder
 */
export async function backUpEmbedded(dataDir: string, file: string): Promise<number> {
  const unlock = await lockFolder(dataDir)
  const half = `${file}.part`
  try {
    const lite = new PGlite({ dataDir: join(dataDir, POSTGRES) })
    try {
      await lite.waitReady
      await lite.exec('CHECKPOINT')
      const dump = await lite.dumpDataDir('gzip')
      const bytes = new Uint8Array(await dump.arrayBuffer())
      await writeDurably(half, bytes)
      await rename(half, file)
      return bytes.length
    } finally {
      await lite.close()
    }
  } finally {
    await rm(half, { force: true })
    await unlock()
  }
}

/**
 * Puts a backup into the folder. Existing data is moved aside, never deleted; `check` sees the restored
 * database in a folder of its own first, and nothing has changed when it throws.
 * @returns where the former data is now; null when there was none
 */
export async function restoreEmbedded(
  file: string,
  dataDir: string,
  check: (restoredDir: string) => Promise<void>,
  now: Date,
): Promise<string | null> {
  await mkdir(dataDir, { recursive: true })
  const unlock = await lockFolder(dataDir)
  const staging = join(dataDir, 'restoring')
  try {
    await rm(staging, { recursive: true, force: true })
    await unpack(file, join(staging, POSTGRES))
    await check(staging)
    const place = join(dataDir, POSTGRES)
    const aside = join(dataDir, `${POSTGRES}-before-${now.toISOString().replaceAll(/[:.]/g, '-')}`)
    const had = await rename(place, aside).then(
      () => true,
      () => false,
    )
    await rename(join(staging, POSTGRES), place)
    return had ? aside : null
  } finally {
    await rm(staging, { recursive: true, force: true })
    await unlock()
  }
}

async function unpack(file: string, folder: string): Promise<void> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new DatabaseUnavailable(`The backup can't be read: ${error.message}.`, error)
  })
  await mkdir(dirname(folder), { recursive: true })
  try {
    // Checks length and sum of the whole; PGlite would end the process over a damaged one.
    const archive = new Blob([Uint8Array.from(await gunzip(bytes))], { type: 'application/x-tar' })
    const lite = new PGlite({ dataDir: folder, loadDataDir: archive })
    await lite.waitReady
    await lite.close()
  } catch (error) {
    throw new DatabaseUnavailable(
      `${file} is not a backup of an embedded database, or is damaged: ${(error as Error).message}.`,
      error,
    )
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', MODE)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
