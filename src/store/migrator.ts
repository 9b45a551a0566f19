import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, DatabaseUnavailable, type SqlSession } from './database.ts'

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations')

interface Migration {
  name: string
  sql: string
  checksum: string
}

interface Applied {
  migration_name: string
  checksum: string
  finished_at: Date | null
}

/**
 * Applies the committed migrations in order, each in one transaction, under an advisory lock, so that
 * any number of processes may start at once. Keeps the table of `prisma migrate`, which therefore
 * accepts the same folder.
 * @param onStep told before each migration that is applied
 * @returns names of what was applied now
 * @throws DatabaseUnavailable when an applied migration was changed, failed half-way, or is unknown here
 */
export async function migrate(
  database: Database,
  folder = MIGRATIONS,
  onStep: (step: string) => void = () => {},
): Promise<string[]> {
  const migrations = await readMigrations(folder)
  return database.exclusively('migrate', async (session) => {
    await session.exec(BOOKKEEPING)
    const applied = await session.query<Applied>(READ_APPLIED)
    refuseDrift(migrations, applied)
    const done = new Set(applied.map((row) => row.migration_name))
    const pending = migrations.filter((migration) => !done.has(migration.name))
    for (const [index, migration] of pending.entries()) {
      onStep(`migration ${index + 1} of ${pending.length}: ${migration.name}`)
      await apply(session, migration)
    }
    return pending.map((migration) => migration.name)
  })
}

/** State of the committed migrations in a database. Changes nothing. @throws DatabaseUnavailable as `migrate` does */
export async function migrationState(
  database: Database,
  folder = MIGRATIONS,
): Promise<{ readonly applied: number; readonly pending: readonly string[] }> {
  const migrations = await readMigrations(folder)
  const { rows: tables } = await database.jobs.executeSql(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  )
  const there = (tables[0] as { there: boolean } | undefined)?.there ?? false
  const { rows } = there ? await database.jobs.executeSql(READ_APPLIED) : { rows: [] }
  const applied = rows as Applied[]
  refuseDrift(migrations, applied)
  const done = new Set(applied.map((row) => row.migration_name))
  return {
    applied: applied.length,
    pending: migrations.filter(({ name }) => !done.has(name)).map(({ name }) => name),
  }
}

const READ_APPLIED =
  'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL'

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

function refuseDrift(migrations: Migration[], applied: Applied[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of applied) {
    const migration = known.get(row.migration_name)
    if (!migration)
      throw new DatabaseUnavailable(
        `The database has migration ${row.migration_name}, which this version does not know: start a version at least as new as the one that last ran on it.`,
      )
    if (!row.finished_at)
      throw new DatabaseUnavailable(
        `Migration ${row.migration_name} did not finish: repair it and mark it as rolled back.`,
      )
    if (row.checksum !== migration.checksum)
      throw new DatabaseUnavailable(
        `Migration ${row.migration_name} was changed after it had been applied: restore the file and put the change into a new migration.`,
      )
  }
}

async function apply(session: SqlSession, { name, sql, checksum }: Migration): Promise<void> {
  await session.exec('BEGIN')
  try {
    await session.exec(sql)
    await session.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await session.exec('COMMIT')
  } catch (error) {
    await session.exec('ROLLBACK')
    throw new DatabaseUnavailable(
      `Migration ${name} failed and was rolled back: ${(error as Error).message}`,
      error,
    )
  }
}
