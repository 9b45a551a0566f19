import { randomUUID } from 'node:crypto'
import type { Config } from '../config/index.ts'
import type { Trace } from '../domain/trace.ts'
import type { Logger } from '../server/logger.ts'
import type { Database } from '../store/database.ts'
import { openEmbeddedDatabase } from '../store/embedded-database.ts'
import { migrate } from '../store/migrator.ts'
import type { OnStatement } from '../store/prisma-client.ts'
import { openServerDatabase } from '../store/server-database.ts'
import type { Lifetime } from './lifetime.ts'

export interface StoreOptions {
  readonly cluster?: Blob | undefined
  readonly onStatement?: OnStatement | undefined
  readonly trace?: Trace
  /** Called with each step, which may take its time. */
  readonly onProgress?: (what: string) => void
}

/** Opens the database that the configuration names and brings it to the present migrations. */
export async function openStore(
  { databaseUrl, databasePool, dataDir, redisUrl, role }: Config,
  log: Logger,
  life: Lifetime,
  { cluster, onProgress = () => {}, ...seen }: StoreOptions = {},
): Promise<Database> {
  onProgress('opening the database')
  const processName = `${PROCESSES}${role}/${randomUUID().slice(0, 8)}`
  const database = databaseUrl
    ? await openServerDatabase({
        url: databaseUrl,
        poolSize: databasePool,
        processName,
        ...seen,
        onError: (error) => log.warn({ err: error }, 'a database connection broke'),
      })
    : await openEmbeddedDatabase({ dataDir: dataDir === ':memory:' ? null : dataDir, cluster, ...seen })
  life.onStop('database', () => database.close())
  onProgress('looking for migrations to apply, behind other processes that do')
  const applied = await migrate(database, undefined, onProgress)
  if (applied.length > 0) log.info({ migrations: applied }, 'migrated')
  // Of gateways and workers the configuration says so already.
  if (databaseUrl && !redisUrl && role === 'all' && (await othersRun(database, processName)))
    log.warn(
      'REDIS_URL is not set, and other processes use this database: every event is read from the database, and each process counts rate limits alone.',
    )
  return database
}

/** Prefix of our `application_name` in PostgreSQL. */
const PROCESSES = 'haitao-graph/'

async function othersRun(database: Database, processName: string): Promise<boolean> {
  const { rows } = await database.jobs.executeSql(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND starts_with(application_name, $1) AND application_name <> $2 LIMIT 1`,
    [PROCESSES, processName],
  )
  return rows.length > 0
}
