import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseUnavailable } from './database.ts'

/**
 * Keeps a second process out of the embedded database's folder, which would corrupt it.
 * The file of a process that is gone is taken over. Returns the unlock.
 * @throws DatabaseUnavailable when a living process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock')
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3)
        throw new DatabaseUnavailable(
          `DATA_DIR ${folder} can't be written: ${(error as Error).message}.`,
          error,
        )
      const owner = Number(await readFile(file, 'utf8').catch(() => ''))
      if (owner && owner !== process.pid && isAlive(owner))
        throw new DatabaseUnavailable(
          `DATA_DIR ${folder} is in use by process ${owner}: stop it, or give this one another DATA_DIR or a DATABASE_URL.`,
        )
      await rm(file, { force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
