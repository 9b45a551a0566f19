import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { readConfig } from '../../src/config/index.ts'
import { openEmbeddedDatabase } from '../../src/store/embedded-database.ts'
import { migrate } from '../../src/store/migrator.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import { seedDatabase } from '../../src/store/seed/index.ts'
import { SANDBOX_ACCOUNTS } from '../../src/wiring/sandbox.ts'
import type { ClusterContent } from './cluster-content.ts'
import { removeFolder, temporaryFolder } from './supervised.ts'

/** A gateway's first start moves the pictures to its own sandbox. */
const NO_SANDBOX = 'http://localhost:1/images'

/** Made rarely: PGlite takes some three seconds of CPU for a new one, and the seed five; a copy takes half of one. */
export async function makeCluster(
  content: ClusterContent,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await temporaryFolder('embedded')
  if (content !== 'empty') await fill(folder, content)
  const lite = await PGlite.create(content === 'empty' ? {} : { dataDir: join(folder, 'postgres') })
  await lite.exec('CHECKPOINT')
  const dump = await lite.dumpDataDir('none')
  await lite.close()
  const path = join(folder, `${content}.tar`)
  await writeFile(path, Buffer.from(await dump.arrayBuffer()))
  return { path, remove: () => removeFolder(folder) }
}

async function fill(dataDir: string, content: ClusterContent): Promise<void> {
  const database = await openEmbeddedDatabase({ dataDir })
  try {
    await migrate(database)
    if (content === 'seeded')
      await seedDatabase(database, {
        now: new Date(),
        imageBase: NO_SANDBOX,
        secretBox: secretBox(readConfig({}).encryptionKeys),
        shopAccounts: SANDBOX_ACCOUNTS,
      })
  } finally {
    await database.close()
  }
}
