import { afterAll, beforeAll } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openEmbeddedDatabase } from '../../src/store/embedded-database.ts'
import type { OnStatement } from '../../src/store/prisma-client.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { describeWith } from './binaries.ts'
import { TEMPLATE } from './global-setup.ts'
import { createDatabase } from './postgres.ts'
import { cluster, sharedPostgres } from './shared-parts.ts'

/** Gives the suite's database, migrated and empty at its start; to be called inside tests and hooks. */
export type TestDatabase = () => Database

/** In mutation tests, where each change runs the tests once more: the slowest of them are left out. */
export const inMutationTests = process.env.MUTATION_TESTS !== undefined

/** The same suite over both implementations of `Database`; in mutation tests over PostgreSQL only. */
export function testDatabases(name: string, suite: (database: TestDatabase) => void): void {
  if (!inMutationTests) describeWith([], `${name} over PGlite`, () => suite(opened(embeddedDatabase)))
  describePostgres(`${name} over PostgreSQL`, suite)
}

/** A suite over real PostgreSQL only: what needs several connections. */
export function describePostgres(name: string, suite: (database: TestDatabase) => void): void {
  describeWith(['PostgreSQL'], name, () => suite(opened(serverDatabase)))
}

/** The same suite over both, each test opening its own databases; `open` gives an empty one, not migrated. */
export function testEmptyDatabases(name: string, suite: (open: () => Promise<Database>) => void): void {
  describeWith([], `${name} over PGlite`, () =>
    suite(async () => openEmbeddedDatabase({ dataDir: null, cluster: await cluster('empty') })),
  )
  describeWith(['PostgreSQL'], `${name} over PostgreSQL`, () =>
    suite(async () => openServerDatabase({ url: await postgresDatabase({ empty: true }) })),
  )
}

/** URL of a new database of this run's cluster, migrated unless `empty`. */
export async function postgresDatabase({ empty = false } = {}): Promise<string> {
  const cluster = await sharedPostgres()
  return createDatabase((database = 'postgres') => cluster + database, empty ? undefined : TEMPLATE)
}

/** Migrated, in memory. */
export async function embeddedDatabase(onStatement?: OnStatement): Promise<Database> {
  return openEmbeddedDatabase({ dataDir: null, cluster: await cluster('migrated'), onStatement })
}

/** Migrated, in this run's cluster. */
export async function serverDatabase(): Promise<Database> {
  return openServerDatabase({ url: await postgresDatabase() })
}

function opened(open: () => Promise<Database>): TestDatabase {
  let database: Database | undefined
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database?.close())
  return () => {
    if (!database) throw new Error('the database opens in beforeAll: use it in tests and hooks')
    return database
  }
}
