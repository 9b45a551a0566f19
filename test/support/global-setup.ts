import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/store/migrator.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { findPostgres } from './binaries.ts'
import { makeEmptyCluster } from './make-empty-cluster.ts'
import { query, startPostgres, type TestPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Cluster of this run, up to the database's name; empty when PostgreSQL is not installed. */
    postgresUrl: string
    /** Why there is no migrated template; empty when there is one. */
    templateFailure: string
  }
}

/** A migrated, empty database that test files copy: faster than migrating in each. */
export const TEMPLATE = 'haitao_template'

/** One cluster per run; every test file makes databases of its own in it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const cluster = await makeEmptyCluster()
  provide('emptyCluster', cluster.path)
  if (!findPostgres()) {
    provide('postgresUrl', '')
    provide('templateFailure', 'PostgreSQL is not installed')
    return cluster.remove
  }
  const postgres = await startPostgres()
  provide('postgresUrl', postgres.url(''))
  provide('templateFailure', await makeTemplate(postgres))
  return async () => {
    await postgres.stop()
    await cluster.remove()
  }
}

/** Gives why it failed: then the tests that need it fail, and the others run. */
async function makeTemplate(postgres: TestPostgres): Promise<string> {
  try {
    await query(postgres.url(), `CREATE DATABASE ${TEMPLATE} TEMPLATE template0`)
    const database = await openServerDatabase({ url: postgres.url(TEMPLATE), poolSize: 1 })
    await migrate(database).finally(() => database.close())
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
