import { existsSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Config } from '../../src/config/index.ts'
import { type Database, DatabaseUnavailable } from '../../src/store/database.ts'
import { folderOwner } from '../../src/store/folder-lock.ts'
import { migrationState } from '../../src/store/migrator.ts'
import { hasEmbeddedData, openDatabase } from '../support/open-database.ts'
import { compareClock } from './clock.ts'
import { type Finding, ok, warning, withoutStop, wrong } from './finding.ts'
import { checkSealed } from './sealed.ts'
import { checkShops } from './shops.ts'

/** Free space that the folder of the embedded database should have, in bytes. */
const ROOM = 1e9
/** Connections that a gateway or worker may open (src/store/server-database.ts: the pool, listeners, leases). */
const CONNECTIONS = 30

/** Checks the database and its data: reads only. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  const folder = config.databaseUrl ? [] : await checkFolder(config)
  if (folder.some(({ state }) => state === 'wrong')) return folder
  const absent = config.databaseUrl ? null : await whyNotOpened(config)
  if (absent) return [...folder, absent]
  try {
    const database = await openDatabase(config)
    try {
      return [...folder, await checkServer(database), ...(await checkContent(database, config))]
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    const remedy = config.databaseUrl
      ? 'check DATABASE_URL, that PostgreSQL 15 or newer runs there, and that it lets this machine in'
      : 'restore a backup: npm run restore'
    return [...folder, wrong('database', withoutStop(error), remedy)]
  }
}

async function checkFolder({ dataDir }: Config): Promise<Finding[]> {
  const name = 'data folder'
  if (dataDir === ':memory:')
    return [warning(name, 'in memory: gone with the process', 'set DATA_DIR to a folder')]
  const place = existing(dataDir)
  try {
    await access(place, constants.W_OK)
    const { bavail, bsize } = await statfs(place)
    const room = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`
    return bavail * bsize < ROOM
      ? [warning(name, `${dataDir}, only ${room}`, 'make room, or set DATA_DIR to another disk')]
      : [ok(name, `${dataDir}, ${room}`)]
  } catch (error) {
    return [wrong(name, `${dataDir}: ${withoutStop(error)}`, 'set DATA_DIR to a folder that can be written')]
  }
}

/** The start creates the folder: its parent must exist. */
function existing(folder: string): string {
  const path = resolve(folder)
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path))
}

/** The embedded database lets one process in: one that runs says itself how it is. */
async function whyNotOpened(config: Config): Promise<Finding | null> {
  const name = 'database'
  if (config.dataDir === ':memory:') return ok(name, 'embedded, made at each start')
  const owner = await folderOwner(config.dataDir)
  if (owner !== null)
    return ok(
      name,
      `embedded, in use by process ${owner}: its /readyz says how it is; stop it to have more looked at`,
    )
  return hasEmbeddedData(config) ? null : ok(name, 'embedded, made at the first start')
}

async function checkServer({ kind, jobs }: Database): Promise<Finding> {
  const name = 'database'
  const { rows } = await jobs.executeSql(
    `SELECT current_setting('server_version') AS version, current_setting('max_connections')::int AS connections,
      current_setting('server_encoding') AS encoding`,
  )
  const { version, connections, encoding } = rows[0] as {
    version: string
    connections: number
    encoding: string
  }
  if (kind === 'embedded') return ok(name, `embedded PostgreSQL ${version}`)
  if (encoding !== 'UTF8')
    return wrong(
      name,
      `its encoding is ${encoding}: Chinese text is refused`,
      'make the database with ENCODING UTF8',
    )
  if (connections < CONNECTIONS)
    return warning(
      name,
      `PostgreSQL ${version}, at most ${connections} connections`,
      `raise max_connections to ${CONNECTIONS} for each gateway and worker`,
    )
  return ok(name, `PostgreSQL ${version}, at most ${connections} connections`)
}

async function checkContent(database: Database, config: Config): Promise<Finding[]> {
  const migrations = await checkMigrations(database)
  const time = async () => {
    const { rows } = await database.jobs.executeSql(
      'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
    )
    return Number((rows[0] as { now: number }).now)
  }
  const clock = database.kind === 'server' ? [await compareClock('the database', time)] : []
  // Tables that are not there yet hold nothing that could be wrong.
  if (migrations.state !== 'ok') return [migrations, ...clock]
  return [
    migrations,
    ...clock,
    await checkSealed(database.prisma, config.encryptionKeys),
    ...(await checkShops(database.prisma, new Date())),
  ]
}

async function checkMigrations(database: Database): Promise<Finding> {
  const name = 'migrations'
  try {
    const { applied, pending } = await migrationState(database)
    if (pending.length === 0) return ok(name, `${applied} applied, none pending`)
    const detail = `${applied} applied, ${pending.length} pending, first ${pending[0]}`
    return warning(name, detail, 'they are applied at the next start of any process; npm run backup before')
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    return wrong(name, withoutStop(error), 'start the version that last ran on it, or restore the file')
  }
}
