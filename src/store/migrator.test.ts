import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describePostgres, postgresDatabase, testEmptyDatabases } from '../../test/support/databases.ts'
import { type Database, DatabaseUnavailable } from './database.ts'
import { migrate } from './migrator.ts'
import { openServerDatabase } from './server-database.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haitao-test-migrations-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

function tables(database: Database): Promise<string[]> {
  return database.exclusively('look', async (session) => {
    const rows = await session.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    )
    return rows.map((row) => row.name).filter((name) => name !== '_prisma_migrations')
  })
}

testEmptyDatabases('migrate', (open) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
    await migration('20260101000000_first', 'CREATE TABLE first (n int); INSERT INTO first VALUES (1);')
    await migration('20260102000000_second', 'CREATE TABLE second (n int);')
  })
  afterEach(() => database.close())

  it('applies all in order, and nothing the second time', async () => {
    expect(await migrate(database, folder)).toEqual(['20260101000000_first', '20260102000000_second'])
    expect(await tables(database)).toEqual(['first', 'second'])
    expect(await migrate(database, folder)).toEqual([])
    await migration('20260103000000_third', 'CREATE TABLE third (n int);')
    expect(await migrate(database, folder)).toEqual(['20260103000000_third'])
  })

  it('applies each once when several start at once', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database, folder)))
    expect(applied.flat()).toEqual(['20260101000000_first', '20260102000000_second'])
    expect(await tables(database)).toEqual(['first', 'second'])
  })

  it('refuses a migration that was changed afterwards, naming it', async () => {
    await migrate(database, folder)
    await migration('20260101000000_first', 'CREATE TABLE other (n int);')
    await expect(migrate(database, folder)).rejects.toThrow(
      'Migration 20260101000000_first was changed after it had been applied: restore the file and put the change into a new migration.',
    )
    expect(await tables(database)).toEqual(['first', 'second'])
  })

  it('refuses a database that a newer version has migrated, naming the migration', async () => {
    await migration('20270101000000_newer', 'CREATE TABLE newer (n int);')
    await migrate(database, folder)
    await rm(join(folder, '20270101000000_newer'), { recursive: true })
    const refused = migrate(database, folder)
    await expect(refused).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(refused).rejects.toThrow(
      /has migration 20270101000000_newer, which this version does not know/,
    )
  })

  it('rolls a failing migration back whole, keeps those before it, and can be run again', async () => {
    await migration('20260103000000_third', 'CREATE TABLE third (n int); SELECT 1 / 0;')
    await expect(migrate(database, folder)).rejects.toThrow(
      /Migration 20260103000000_third failed and was rolled back: division by zero/,
    )
    expect(await tables(database)).toEqual(['first', 'second'])
    await migration('20260103000000_third', 'CREATE TABLE third (n int);')
    expect(await migrate(database, folder)).toEqual(['20260103000000_third'])
  })

  it('refuses a migration that another program left half-way', async () => {
    await migrate(database, folder)
    await database.exclusively('test', (session) =>
      session.exec(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%second'`),
    )
    await expect(migrate(database, folder)).rejects.toThrow(/Migration 20260102000000_second did not finish/)
  })

  it('makes the whole model from the committed migrations', async () => {
    const applied = await migrate(database)
    expect(applied.length).toBeGreaterThanOrEqual(2)
    expect(await tables(database)).toEqual(
      expect.arrayContaining(['outbox_event', 'product', 'stock_level', 'stock_movement']),
    )
    expect(await database.prisma.feedState.count()).toBe(1)
  })
})

describePostgres('migrate by several processes', () => {
  it('applies each migration once', async () => {
    const url = await postgresDatabase({ empty: true })
    const databases = await Promise.all([1, 2, 3].map(() => openServerDatabase({ url })))
    const applied = await Promise.all(databases.map((database) => migrate(database)))
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
    await Promise.all(databases.map((database) => database.close()))
  })
})
