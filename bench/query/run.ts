import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { pinned, startChild } from '../feed/child.ts'
import { answerOf, checkAnswer } from './check.ts'
import { type Data, measuredOn } from './contender.ts'
import { installPeers } from './install.ts'
import { type Line, measureRound, startServer } from './line.ts'
import { type QueryOptions, readOptions } from './options.ts'
import { type BenchPostgres, benchPostgres } from './postgres.ts'
import { queryTable } from './report.ts'
import { makeRows } from './rows.ts'
import { statementCount } from './statement-count.ts'

/** `npm run bench:query`: the catalogue query next to other servers, on this machine, over loopback. Ends automatically. */
const PRODUCTS = 1_000
/** Queries whose statements are counted, after some that prepare and compile. */
const COUNTED = 10
const WINDOWS = 3

const started = performance.now()
const say = (text: string) => process.stdout.write(`${text}\n`)

try {
  const options = readOptions(process.argv.slice(2))
  installPeers()
  say(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores,`)
  say(
    pinned()
      ? 'servers and PostgreSQL on core 0, clients on core 1'
      : 'servers and clients not bound to cores (no taskset)',
  )
  const clients = startChild(1, '../query/load.ts', [])
  for (const data of options.data) await runOver(data, options, clients)
  say(`\n${((performance.now() - started) / 60_000).toFixed(1)} minutes in all.`)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}

/** Rounds are interleaved: other load of the machine meets all servers alike. */
async function runOver(data: Data, options: QueryOptions, clients: ReturnType<typeof startChild>) {
  const { first, rounds, contenders } = options
  say(
    `\n## ${first} products from ${data === 'memory' ? 'memory' : 'PostgreSQL'} (load ${loadavg()[0]?.toFixed(1)})\n`,
  )
  const postgres = data === 'postgres' ? await withServersCore(() => benchPostgres(makeRows(PRODUCTS))) : null
  try {
    const lines = contenders
      .filter((name) => measuredOn(name, data))
      .map((name): Line => ({ name, measured: [], statements: null, failure: null, server: null }))
    await prepare(lines, postgres, first)
    for (let round = 1; round <= rounds; round++)
      for (const line of lines) await attempt(line, () => measureRound(line, clients, postgres, options))
    for (const line of lines) line.server?.stop()
    say(queryTable(lines))
  } finally {
    await postgres?.stop()
  }
}

/** Starts the servers, sees that all say the same, and counts statements. */
async function prepare(lines: readonly Line[], postgres: BenchPostgres | null, first: number): Promise<void> {
  const expected = await expectedAnswer(first)
  for (const line of lines)
    await attempt(line, async () => {
      const { name } = line
      if (postgres && name !== 'ready') line.statements = await statementsOf(line, postgres, first)
      line.server = startServer(name, PRODUCTS, postgres?.url ?? null)
      checkAnswer(name, await answerOf(name, await line.server.call<number>('port'), first), expected)
    })
}

/** Of Yoga in memory, which has nothing of ours. */
async function expectedAnswer(first: number): Promise<unknown> {
  const server = startServer('yoga', PRODUCTS, null)
  try {
    return await answerOf('yoga', await server.call<number>('port'), first)
  } finally {
    server.stop()
  }
}

/** Statements of one query, on the average: background statements of a server show as a fraction. */
async function statementsOf({ name }: Line, { url }: BenchPostgres, first: number): Promise<number> {
  const counter = await statementCount(url)
  const server = startServer(name, PRODUCTS, counter.url)
  try {
    const port = await server.call<number>('port')
    for (let i = 0; i < COUNTED; i++) await answerOf(name, port, first)
    await delay(200)
    const counts: number[] = []
    for (let window = 0; window < WINDOWS; window++) {
      const before = counter.count
      for (let i = 0; i < COUNTED; i++) await answerOf(name, port, first)
      counts.push((counter.count - before) / COUNTED)
    }
    // Background statements of a server fall into some of them.
    return Math.min(...counts)
  } finally {
    server.stop()
    counter.stop()
  }
}

async function attempt(line: Line, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    line.failure = (error as Error).message.slice(0, 500)
    line.server?.stop()
  }
}

/** PostgreSQL inherits the core of its parent: that of the servers, so that each pays for its own statements. */
async function withServersCore<T>(work: () => Promise<T>): Promise<T> {
  const bind = (cores: string) => pinned() && spawnSync('taskset', ['-a', '-cp', cores, String(process.pid)])
  bind('0')
  try {
    return await work()
  } finally {
    bind(`0-${availableParallelism() - 1}`)
  }
}
