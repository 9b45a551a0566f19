import type { Config } from '../config.ts'
import type { Trace } from '../domain/trace.ts'
import type { Logger } from '../server/logger.ts'
import type { Database } from '../store/database.ts'
import { openEmbeddedDatabase } from '../store/embedded-database.ts'
import { migrate } from '../store/migrator.ts'
import type { OnStatement } from '../store/prisma-client.ts'
import { openServerDatabase } from '../store/server-database.ts'
import type { Lifetime } from './lifetime.ts'

/** Opens the database that the configuration names and brings it to the present migrations. */
export async function openStore(
  { databaseUrl, databasePool, dataDir }: Config,
  log: Logger,
  life: Lifetime,
  {
    emptyCluster,
    ...seen
  }: {
    readonly emptyCluster?: Blob | undefined
    readonly onStatement?: OnStatement | undefined
    readonly trace?: Trace
  } = {},
): Promise<Database> {
  const database = databaseUrl
    ? await openServerDatabase({
        url: databaseUrl,
        poolSize: databasePool,
        ...seen,
        onError: (error) => log.warn({ err: error }, 'a database connection broke'),
      })
    : await openEmbeddedDatabase({ dataDir: dataDir === ':memory:' ? null : dataDir, emptyCluster, ...seen })
  life.onStop('database', () => database.close())
  const applied = await migrate(database)
  if (applied.length > 0) log.info({ migrations: applied }, 'migrated')
  return database
}
