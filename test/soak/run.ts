import { setTimeout as delay } from 'node:timers/promises'
import { signToken } from '../../src/auth/tokens.ts'
import { DEVELOPMENT_JWT_SECRET } from '../../src/config/index.ts'
import { ask, dataOf } from '../path/support/ask.ts'
import { fillLog } from '../support/fill-log.ts'
import { sandboxTrouble } from './faults.ts'
import { judge, type Sample, type Verdict } from './judge.ts'
import { type LoadCounts, startLoad } from './load.ts'
import type { ProgramSample } from './messages.ts'
import type { LoadOperation, World } from './operations.ts'
import { type SoakedProgram, startSoakedProgram } from './program-process.ts'
import { startServers } from './servers.ts'
import { subscribers } from './subscribers.ts'

export interface SoakOptions {
  readonly minutes: number
  /** Operations a second. */
  readonly rate: number
  /** Sockets open at once. */
  readonly sockets: number
  /** Fills the log of the feed before: its fifty thousand events would come in the course of the first hour. */
  readonly fillsLog: boolean
  /** Called for each sample as it is taken. */
  readonly onSample: (sample: Sample) => void
  readonly say: (what: string) => void
}

export interface SoakResult {
  readonly samples: readonly Sample[]
  readonly verdicts: readonly Verdict[]
  readonly load: LoadCounts
  readonly subscriptions: { readonly opened: number; readonly events: number; readonly gaps: number }
  readonly trouble: { readonly faults: number; readonly orders: number }
  /** Sentences; empty when all is well. */
  readonly findings: readonly string[]
}

/** Rows of the table. */
const SAMPLES = 30
const CHURN_MS = 1_000
const TROUBLE_MS = 10_000
const MB = 1024 * 1024

/** Runs the program under mixed load with real PostgreSQL and Redis, and measures its memory and handles. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  options.say('starting PostgreSQL, Redis, the sandbox and the program')
  const servers = await startServers()
  let program: SoakedProgram | null = null
  try {
    program = await startSoakedProgram({
      DATABASE_URL: servers.databaseUrl,
      REDIS_URL: servers.redisUrl,
      PORT: '0',
      SANDBOX: 'on',
      SANDBOX_PORT: new URL(servers.sandboxUrl).port,
      SANDBOX_TRAFFIC: 'off',
    })
    return await underLoad(program, servers.connections, options)
  } finally {
    program?.kill()
    await servers.stop()
  }
}

async function underLoad(
  program: SoakedProgram,
  connections: () => Promise<{ redis: number; sql: number }>,
  { minutes, rate, sockets, fillsLog, onSample, say }: SoakOptions,
): Promise<SoakResult> {
  if (fillsLog) {
    say('filling the log of the feed')
    await fillLog((query) => asOperator(program.graph, query))
  }
  const world = await worldOf(program.graph)
  const watchers = subscribers({
    graph: program.graph,
    authorization: (await authorizationOf('operator')) ?? '',
    skuIds: world.skus.map(({ id }) => id),
    population: sockets,
  })
  const load = startLoad({ graph: program.graph, rate, world, authorizationOf })
  const trouble = sandboxTrouble(program.sandboxUrl)
  const findings: string[] = []
  const samples: Sample[] = []
  const begun = performance.now()
  let before = { at: begun, cpuMicros: (await program.sample()).cpuMicros }

  const look = async () => {
    await load.pause()
    const [seen, { redis, sql }] = [await program.sample(), await connections()]
    load.resume()
    const at = performance.now()
    const cpu = (seen.cpuMicros - before.cpuMicros) / 10 / (at - before.at)
    before = { at, cpuMicros: seen.cpuMicros }
    const sample: Sample = {
      minute: (at - begun) / 60_000,
      heap: seen.heapUsed / MB,
      rss: seen.rss / MB,
      ...handles(seen),
      redis,
      sql,
      operations: load.counts.done,
      events: watchers.counts.events,
      cpu,
    }
    samples.push(sample)
    onSample(sample)
  }

  const stopping = new AbortController()
  const every = async (ms: number, work: () => unknown) => {
    while (!stopping.signal.aborted) {
      await delay(ms, undefined, { signal: stopping.signal }).catch(() => {})
      if (!stopping.signal.aborted) await work()
    }
  }
  const background = Promise.all([
    every(CHURN_MS, () => watchers.churn()),
    every(TROUBLE_MS, () => trouble.next().catch(() => findings.push('the sandbox did not take a fault'))),
  ])
  const step = (minutes * 60_000) / SAMPLES
  for (let row = 1; row <= SAMPLES; row++) {
    await delay(Math.max(0, begun + row * step - performance.now()))
    await look()
  }
  stopping.abort()
  await background
  say('ending the load, then the program')
  await watchers.stop()
  await load.stop()
  const { sample, ended } = await program.stop()
  findings.push(...endOf(sample, ended, await connections()), ...failuresOf(load.counts))
  const verdicts = judge(samples)
  for (const { column, growth, allowed, ok } of verdicts)
    if (!ok) findings.push(`${column} grew by ${growth.toFixed(1)}; ${allowed.toFixed(1)} is allowed`)
  if (watchers.counts.events === 0) findings.push('no subscription brought an event')
  return {
    samples,
    verdicts,
    load: load.counts,
    subscriptions: watchers.counts,
    trouble: trouble.counts(),
    findings,
  }
}

function handles({ resources }: ProgramSample) {
  const count = (kinds: readonly string[]) => kinds.reduce((sum, kind) => sum + (resources[kind] ?? 0), 0)
  return {
    sockets: count(['TCPSocketWrap', 'TLSSocketWrap']),
    timers: count(['Timeout']),
    resources: Object.values(resources).reduce((sum, one) => sum + one, 0),
  }
}

/** After the stop there is the pipe to its parent, and what its parent gave it to write to. */
const OF_THE_PARENT = new Set(['PipeWrap', 'Pipe', 'TTYWrap', 'FileHandle'])

function endOf(sample: ProgramSample, ended: string, left: { redis: number; sql: number }): string[] {
  const held = Object.entries(sample.resources).filter(([kind]) => !OF_THE_PARENT.has(kind))
  return [
    ...sample.problems.map(([problem, times]) => `${times} times ${problem}`),
    ...held.map(([kind, count]) => `still held after the stop: ${count} ${kind}`),
    ...(ended === 'exit 0' ? [] : [`the program after its stop: ${ended}`]),
    ...(left.redis > 0 ? [`${left.redis} Redis connections after the stop`] : []),
    ...(left.sql > 0 ? [`${left.sql} SQL connections after the stop`] : []),
  ]
}

const failuresOf = ({ failures }: LoadCounts) =>
  [...failures].map(([words, times]) => `${times} times ${words}`)

const tokens = new Map<string, { readonly value: string; readonly until: number }>()

/** Fresh ones now and then, as clients come and go. */
async function authorizationOf(as: LoadOperation['as']): Promise<string | undefined> {
  if (as === 'anonymous') return undefined
  const known = tokens.get(as)
  if (known && known.until > Date.now()) return known.value
  const token = await signToken(DEVELOPMENT_JWT_SECRET, { role: as, subject: `soak-${as}`, ttlSeconds: 7200 })
  const fresh = { value: `Bearer ${token}`, until: Date.now() + 60_000 }
  tokens.set(as, fresh)
  return fresh.value
}

/** As an operator. @throws Error when there are errors */
async function asOperator<Data>(graph: string, query: string): Promise<Data> {
  return dataOf(await ask<Data>(graph, { query, authorization: await authorizationOf('operator') }))
}

async function worldOf(graph: string): Promise<World> {
  const { products, warehouses, shops } = await asOperator<{
    products: { nodes: { skus: { id: string; code: string }[] }[] }
    warehouses: { id: string }[]
    shops: { id: string }[]
  }>(
    graph,
    '{ products(first: 30) { nodes { skus { id code stockLevels { onHand } } } } warehouses { id } shops { id } }',
  )
  return {
    skus: products.nodes.flatMap(({ skus }) => skus),
    warehouses: warehouses.map(({ id }) => id),
    shops: shops.map(({ id }) => id),
    orders: [],
  }
}
