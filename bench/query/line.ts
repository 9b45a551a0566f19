import type { Child } from '../feed/child.ts'
import { startChild } from '../feed/child.ts'
import { nodeFlagsOf } from '../feed/node-flags.ts'
import type { ContenderName } from './contender.ts'
import type { Loaded } from './load.ts'
import type { BenchPostgres } from './postgres.ts'
import { CATALOGUE, POSTGRAPHILE_CATALOGUE } from './question.ts'

/** One round of one server. */
export interface Measured {
  /** Answers a second. */
  readonly rate: number
  /** CPU of the server for one answer, user and system, µs. */
  readonly cpu: number
  /** The same of PostgreSQL. */
  readonly sqlCpu: number
  readonly p50: number
  readonly p99: number
  readonly kb: number
}

/** A line of the table: a server that runs from the first round to the last, idle while others are measured. */
export interface Line {
  readonly name: ContenderName
  readonly measured: Measured[]
  statements: number | null
  failure: string | null
  server: Child | null
}

/** Where the server answers from; null: memory. */
export function startServer(name: ContenderName, products: number, databaseUrl: string | null): Child {
  return startChild(0, '../query/server.ts', [name, String(products), databaseUrl ?? ''], nodeFlagsOf(name))
}

export function bodyFor(name: ContenderName, first: number): string {
  const query = name === 'postgraphile' ? POSTGRAPHILE_CATALOGUE : CATALOGUE
  return JSON.stringify({ query, operationName: 'Catalogue', variables: { first } })
}

export interface RoundOptions {
  readonly first: number
  readonly connections: number
  readonly ms: number
}

export async function measureRound(
  line: Line,
  clients: Child,
  postgres: BenchPostgres | null,
  { first, connections, ms }: RoundOptions,
): Promise<void> {
  const { server } = line
  if (!server || line.failure) return
  const load = { port: await server.call<number>('port'), body: bodyFor(line.name, first), connections }
  // Code is compiled by then, and what the other servers have pushed out of the caches is back.
  await clients.call('run', { ...load, ms: line.measured.length === 0 ? Math.max(2_000, ms / 2) : 300 })
  const before = { cpu: await server.call<number>('cpu'), sql: postgres?.cpu() ?? 0 }
  const { requests, seconds, bytes, p50, p99 } = await clients.call<Loaded>('run', { ...load, ms })
  const cpu = (await server.call<number>('cpu')) - before.cpu
  const sql = (postgres?.cpu() ?? 0) - before.sql
  line.measured.push({
    rate: requests / seconds,
    cpu: cpu / requests,
    sqlCpu: sql / requests,
    p50,
    p99,
    kb: bytes / 1024,
  })
}
