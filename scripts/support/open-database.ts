import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../src/config/index.ts'
import { type Database, DatabaseUnavailable } from '../../src/store/database.ts'
import { openEmbeddedDatabase } from '../../src/store/embedded-database.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'

type Where = Pick<Config, 'databaseUrl' | 'dataDir'>

/** The embedded database's files, which PGlite makes at the first start. */
export function hasEmbeddedData({ dataDir }: Pick<Config, 'dataDir'>): boolean {
  return dataDir !== ':memory:' && existsSync(join(dataDir, 'postgres', 'PG_VERSION'))
}

/** The database of DATABASE_URL, else the embedded one in DATA_DIR, which must be there. @throws DatabaseUnavailable */
export async function openDatabase({ databaseUrl, dataDir }: Where): Promise<Database> {
  if (databaseUrl) return openServerDatabase({ url: databaseUrl, poolSize: 4 })
  // Opening would make a new one, with nothing in it.
  if (!hasEmbeddedData({ dataDir }))
    throw new DatabaseUnavailable(`There is no database in ${dataDir}: set DATABASE_URL or DATA_DIR.`)
  return openEmbeddedDatabase({ dataDir })
}
