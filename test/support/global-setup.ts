import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/store/migrator.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { findPostgres } from './binaries.ts'
import { query, startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Cluster of this run, up to the database's name; empty when PostgreSQL is not installed. */
    postgresUrl: string
  }
}

/** A migrated, empty database that test files copy: faster than migrating in each. */
export const TEMPLATE = 'haitao_template'

/** One cluster per run; every test file makes databases of its own in it. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!findPostgres()) {
    provide('postgresUrl', '')
    return
  }
  const postgres = await startPostgres()
  await query(postgres.url(), `CREATE DATABASE ${TEMPLATE} TEMPLATE template0`)
  const database = await openServerDatabase({ url: postgres.url(TEMPLATE), poolSize: 1 })
  await migrate(database)
  await database.close()
  provide('postgresUrl', postgres.url(''))
  return () => postgres.stop()
}
