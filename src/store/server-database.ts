import pg from 'pg'
import { NO_TRACE, type Trace } from '../domain/trace.ts'
import { cancellablePool, STATEMENT_TIMEOUT_MS } from './cancellable-pool.ts'
import { type Database, DatabaseUnavailable, type Lease, lockNumber, type SqlSession } from './database.ts'
import { pagedReads } from './pages/paged-reads.ts'
import { type OnStatement, prismaOver } from './prisma-client.ts'
import { hangUp, keepPulse } from './pulse.ts'
import { askRows } from './rows/ask.ts'
import { rowReader } from './rows/row-reader.ts'
import { listenOn } from './server-listener.ts'

export interface ServerDatabaseOptions {
  url: string
  /** Connections of this process. */
  poolSize?: number
  onStatement?: OnStatement | undefined
  trace?: Trace | undefined
  /** `application_name` of our connections in PostgreSQL. */
  processName?: string | undefined
  /** Told about connections that break while idle; they are replaced on use. */
  onError?: (error: Error) => void
}

/** PostgreSQL 15 or newer over TCP. @throws DatabaseUnavailable when the first connection fails */
export async function openServerDatabase(options: ServerDatabaseOptions): Promise<Database> {
  const { url, onError = () => {} } = options
  const pool = cancellablePool({
    connectionString: url,
    max: options.poolSize ?? 20,
    application_name: options.processName,
    connectionTimeoutMillis: 10_000,
    // The adapter reads times of the session as UTC, in any time zone of the server.
    onConnect: async (client) => void (await client.query(`SET TIME ZONE 'UTC'`)),
  })
  pool.on('error', onError)
  await probe(pool, url)
  const prisma = prismaOver(pool, options.onStatement, options.trace)
  return {
    kind: 'server',
    prisma,
    reads: pagedReads(rowReader(prisma, askRows(pool, options.trace ?? NO_TRACE, options.onStatement))),
    exclusively: (name, work) => exclusively(pool, name, work),
    tryLease: (name) => tryLease(url, name),
    listen: (channel, onNotify) => listenOn({ url, channel, onNotify, onError }),
    jobs: {
      backend: 'postgres',
      executeSql: (text, values) => pool.query(text, values),
      async listen(channel, onNotify, onReconnect) {
        const close = await listenOn({
          url,
          channel,
          onNotify: (payload = '') => onNotify(payload),
          onReconnect,
          onError,
        })
        onReconnect()
        return { close }
      },
    },
    async close() {
      await prisma.$disconnect()
      if (!pool.ended) await pool.end()
    },
  }
}

async function probe(pool: pg.Pool, url: string): Promise<void> {
  const where = withoutPassword(url)
  try {
    const { rows } = await pool.query<{ version: string }>(
      `SELECT current_setting('server_version_num') AS version`,
    )
    const version = Number(rows[0]?.version ?? 0)
    if (version < 150000)
      throw new Error(
        `it is version ${Math.floor(version / 10000)}, haitao-graph needs PostgreSQL 15 or newer`,
      )
  } catch (error) {
    await pool.end()
    throw new DatabaseUnavailable(
      `The database of DATABASE_URL (${where}) can't be used: ${reason(error)}.`,
      error,
    )
  }
}

async function exclusively<T>(
  pool: pg.Pool,
  name: string,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const lock = lockNumber(name)
  try {
    // Others may hold the lock for long, and a migration of a large table takes its time.
    await client.query('SET statement_timeout = 0')
    // A holder that is silently gone must not keep everybody else from starting.
    await client.query(`SET idle_session_timeout = ${LEASE_MS}`)
    await client.query(`SELECT pg_advisory_lock(${lock})`)
    try {
      return await work(sessionOf(client))
    } finally {
      await client.query(`SELECT pg_advisory_unlock(${lock})`)
      await client.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
      await client.query('SET idle_session_timeout = 0')
    }
  } finally {
    client.release()
  }
}

/** A holder of a lease loses it after this silence, in ms: it hangs, or its machine is gone. */
const LEASE_MS = 15_000

/**
 * A lease has a connection of its own: when that dies, or is silent for too long, PostgreSQL gives the lock away and
 * `lost` says so.
 */
async function tryLease(url: string, name: string): Promise<Lease | null> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  })
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  try {
    await client.connect()
    await client.query(`SET idle_session_timeout = ${LEASE_MS}`)
    const { rows } = await client.query<{ got: boolean }>(
      `SELECT pg_try_advisory_lock(${lockNumber(name)}) AS got`,
    )
    if (!rows[0]?.got) {
      await client.end()
      return null
    }
  } catch (error) {
    hangUp(client)
    throw error
  }
  keepPulse(client)
  // The lock ends with the connection, however that ends.
  return { lost: lost.signal, release: async () => hangUp(client) }
}

function sessionOf(client: pg.PoolClient): SqlSession {
  return {
    async query<Row>(sql: string, params: readonly unknown[] = []) {
      return (await client.query(sql, [...params])).rows as Row[]
    },
    async exec(sql) {
      await client.query(sql)
    },
  }
}

export function withoutPassword(url: string): string {
  const parsed = new URL(url)
  return `${parsed.hostname}:${parsed.port || '5432'}${parsed.pathname}`
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason)[0] ?? 'no connection'
  return error instanceof Error ? error.message : String(error)
}
