import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { findPostgres } from './binaries.ts'
import { freePort, logOf, type RunAs, removeFolder, supervise, temporaryFolder } from './supervised.ts'
import { until } from './until.ts'

const run = promisify(execFile)

export interface TestPostgres {
  /** Connection URL of a database of the cluster, `postgres` unless named. */
  url(database?: string): string
  /** A new database, empty or a copy of `template`. Gives its URL. */
  createDatabase(template?: string): Promise<string>
  /** Ends the cluster in good order and removes its folder. */
  stop(): Promise<void>
  /** As a crash of the machine's process: every connection breaks at once. */
  kill9(): Promise<void>
  /** After `kill9`: the same cluster on the same port, recovered from its log. */
  restart(): Promise<void>
}

/**
 * A real PostgreSQL on a free loopback port, in a temporary folder, without a password. Its clock is
 * GMT+8, as on the machines of this trade, so that code that mistakes local time for UTC is found out.
 * fsync is off: what is committed survives `kill9`, and only the machine's power would lose it.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = findPostgres()
  if (!bin) throw new Error('PostgreSQL is not installed')
  const runAs = await unprivileged()
  const folder = await temporaryFolder('postgres', runAs)
  const data = join(folder, 'data')
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await run(join(bin, 'initdb'), init, { cwd: folder, ...(runAs ?? {}) })
  const port = await freePort()
  const url = (database = 'postgres') => `postgresql://postgres@127.0.0.1:${port}/${database}`

  const start = async () => {
    const server = supervise({
      folder,
      command: join(bin, 'postgres'),
      args: ['-D', data, '-p', `${port}`, ...SETTINGS.flatMap((setting) => ['-c', setting])],
      signal: 'SIGINT',
      runAs,
    })
    await until(() => !server.running() || answers(url()), 'PostgreSQL to answer', 30_000)
    if (!server.running()) throw new Error(`PostgreSQL did not start:\n${await logOf(folder)}`)
    return server
  }

  let server = await start()
  return {
    url,
    createDatabase: (template) => createDatabase(url, template),
    async stop() {
      await server.stop()
      await removeFolder(folder)
    },
    kill9: () => server.kill9(),
    async restart() {
      // Children of a killed server need a moment to notice; a new one refuses to start before.
      server = await until(() => start().catch(() => null), 'PostgreSQL to start again', 30_000)
    },
  }
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=64MB',
  'fsync=off',
  'full_page_writes=off',
  'deadlock_timeout=100ms',
  'timezone=Asia/Shanghai',
  'log_min_messages=fatal',
]

/** A new database in the cluster of `url`; tests of all files share one cluster. */
export async function createDatabase(url: (database?: string) => string, template?: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await query(url(), `CREATE DATABASE ${name} TEMPLATE ${template ?? 'template0'}`)
  return url(name)
}

/** One statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

function answers(url: string): Promise<boolean> {
  return query(url, 'SELECT 1').then(
    () => true,
    () => false,
  )
}

async function unprivileged(): Promise<RunAs | null> {
  if (userInfo().uid !== 0) return null
  return (await idsOf('postgres')) ?? (await idsOf('nobody'))
}

async function idsOf(user: string): Promise<RunAs | null> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, user])))
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
  } catch {
    return null
  }
}
