import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DatabaseUnavailable } from './database.ts'

/** Folders that this process has; a file with our own process id may be left from an earlier life (in a container all are 1). */
const held = new Set<string>()

/**
 * Keeps a second opener out of the embedded database's folder, which would corrupt it.
 * Replaces the file of a process that is gone. Returns the unlock.
 * @throws DatabaseUnavailable when a living process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const key = resolve(folder)
  if (held.has(key)) throw inUse(folder, process.pid)
  held.add(key)
  const file = join(folder, 'lock')
  const mine = `${file}.${process.pid}`
  try {
    await writeFile(mine, String(process.pid))
    await takeLock(folder, file, mine)
  } catch (error) {
    held.delete(key)
    if (error instanceof DatabaseUnavailable) throw error
    throw new DatabaseUnavailable(`DATA_DIR ${folder} can't be written: ${(error as Error).message}.`, error)
  } finally {
    await rm(mine, { force: true })
  }
  return async () => {
    await rm(file, { force: true })
    held.delete(key)
  }
}

/** The living process that has the folder; null when there is none. */
export async function folderOwner(folder: string): Promise<number | null> {
  if (held.has(resolve(folder))) return process.pid
  return ownerIn(await readFile(join(folder, 'lock'), 'utf8').catch(() => ''))
}

function ownerIn(content: string): number | null {
  const owner = Number(content)
  return owner && owner !== process.pid && isAlive(owner) ? owner : null
}

async function takeLock(folder: string, file: string, mine: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await place(mine, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw error
      const left = await readFile(file, 'utf8').catch(() => '')
      const owner = ownerIn(left)
      if (owner !== null) throw inUse(folder, owner)
      await removeIfStill(file, left, `${mine}.old`)
    }
  }
}

/** A link appears at once and whole, and only if there is none: no process reads a half-written file. */
async function place(mine: string, file: string): Promise<void> {
  try {
    await link(mine, file)
  } catch (error) {
    // File systems without links (exFAT, some network shares).
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    await writeFile(file, String(process.pid), { flag: 'wx' })
  }
}

/** Removes the file, unless another process has put its own there since it was read. */
async function removeIfStill(file: string, content: string, aside: string): Promise<void> {
  try {
    await rename(file, aside)
    if ((await readFile(aside, 'utf8')) !== content) await link(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await rm(aside, { force: true })
  }
}

function inUse(folder: string, owner: number): DatabaseUnavailable {
  return new DatabaseUnavailable(
    `DATA_DIR ${folder} is in use by process ${owner}: stop it, or give this one another DATA_DIR or a DATABASE_URL.`,
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
