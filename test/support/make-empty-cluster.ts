import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { removeFolder, temporaryFolder } from './supervised.ts'

/** Made once per run: PGlite takes some three seconds of CPU for a new one, and a fifth of that for a copy. */
export async function makeEmptyCluster(): Promise<{ path: string; remove: () => Promise<void> }> {
  const lite = await PGlite.create()
  const dump = await lite.dumpDataDir('none')
  await lite.close()
  const folder = await temporaryFolder('embedded')
  const path = join(folder, 'empty.tar')
  await writeFile(path, Buffer.from(await dump.arrayBuffer()))
  return { path, remove: () => removeFolder(folder) }
}
