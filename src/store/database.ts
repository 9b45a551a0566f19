import type { PrismaClient } from './generated/client.ts'

export type { Prisma, PrismaClient } from './generated/client.ts'

/** One SQL connection, for what Prisma does not do: migrations, advisory locks. */
export interface SqlSession {
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>
  /** Several statements at once, without parameters. */
  exec(sql: string): Promise<void>
}

/** Held until `release`; `lost` is aborted when the connection that carried it goes. */
export interface Lease {
  readonly lost: AbortSignal
  release(): Promise<void>
}

/** The database, embedded or server: same SQL, same Prisma client; differences are in the two implementations. */
export interface Database {
  readonly kind: 'embedded' | 'server'
  readonly prisma: PrismaClient
  /** The same for the graph's questions, faster where the database is a server. Its results are read-only. */
  readonly reads: PrismaClient
  /** Runs `work` on one connection under the exclusive advisory lock `name`, waiting for it. */
  exclusively<T>(name: string, work: (session: SqlSession) => Promise<T>): Promise<T>
  /** Tries to take the advisory lock `name` and keep it; null when another process has it. */
  tryLease(name: string): Promise<Lease | null>
  /**
   * Calls back at each NOTIFY on `channel`. Survives a lost connection: listens again, and calls back
   * once afterwards because what was notified meanwhile is unknown. Returns a stop.
   */
  listen(channel: string, onNotify: () => void): Promise<() => Promise<void>>
  /** For the job queue, which writes its own SQL. */
  readonly jobs: JobDatabase
  close(): Promise<void>
}

/** The job queue's interface to a database (as pg-boss defines it). */
export interface JobDatabase {
  readonly backend: 'postgres' | 'pglite'
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** Calls back at each NOTIFY with its payload, and at `onReconnect` after each (re)connection. */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<{ close(): Promise<void> }>
}

/** The database cannot be reached or used; `message` is a sentence for the operator. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseUnavailable'
  }
}

/** A stable 63-bit number for a lock's name: PostgreSQL's advisory locks take numbers. */
export function lockNumber(name: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(`haitao-graph/${name}`)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return BigInt.asIntN(63, hash).toString()
}
