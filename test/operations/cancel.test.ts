import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { sandboxAt } from '../path/support/sandbox.ts'
import { metric } from '../path/support/stock.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { query } from '../support/postgres.ts'
import { until } from '../support/until.ts'

/** A query that was never asked before goes through the whole pipeline. */
let asks = 0
const newQuery = () => `query New${++asks} { products(first: 2) { nodes { title } } }`
/** Asked often enough that it is compiled, and answered without the rest of the pipeline. */
const COMPILED = '{ products(first: 2) { nodes { title } } }'
const QUERIES = [
  ['asked for the first time', newQuery],
  ['compiled', () => COMPILED],
] as const
const OFFERS = '{ marketplaceSearch(platform: TAOBAO, query: "a", first: 2) { nodes { title } } }'

describeWith(['PostgreSQL'], 'an operation that nobody waits for', () => {
  let url: string
  let gateway: Gateway
  beforeAll(async () => {
    url = await postgresDatabase({ empty: true })
    // No jobs, which would wait for the lock as well.
    gateway = await startGateway({ DATABASE_URL: url, ROLE: 'gateway', OPERATION_TIMEOUT_SECONDS: '3' })
    for (let time = 0; time < 3; time++) await post(COMPILED)
    expect(await metric(gateway.url, 'haitao_query_direct_total')).toBeGreaterThan(0)
  })
  const ends: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })
  afterAll(() => gateway?.stop())

  /** Until the test's end every statement that touches the table waits. */
  async function lockProducts() {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('BEGIN; LOCK TABLE product IN ACCESS EXCLUSIVE MODE')
    ends.push(() => client.end())
  }
  const waiting = async () =>
    (
      await query<{ pid: number }>(
        url,
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%product%'`,
      )
    ).length

  /** TAOBAO takes a minute for every answer. */
  async function slowPlatform() {
    const sandbox = sandboxAt(gateway.sandboxUrl)
    await sandbox.fault({ platform: 'TAOBAO', kind: 'latency', latencyMs: 60_000, calls: 100 })
    ends.push(() => sandbox.healAll())
    const before = await aborted()
    return async () => (await aborted()) - before
  }
  /** Calls to platforms that were ended on the way. */
  async function aborted() {
    const text = await (await fetch(`http://127.0.0.1:${gateway.port}/metrics`)).text()
    const counts = text.matchAll(/haitao_upstream_call_seconds_count\{[^}]*outcome="aborted"[^}]*\} (\d+)/g)
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
  }
  /** A call has come in and waits for its answer. */
  const asked = async () => {
    const response = await fetch(`${gateway.sandboxUrl}/_control/faults`)
    const { faults } = (await response.json()) as { faults: { remaining: number }[] }
    return faults.some(({ remaining }) => remaining < 100)
  }

  async function post(text: string, signal: AbortSignal | null = null) {
    const response = await fetch(gateway.graph, {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    })
    return { status: response.status, body: await response.text() }
  }
  async function overSocket(text: string) {
    const socket = new WebSocket(gateway.graph.replace('http', 'ws'), 'graphql-transport-ws')
    ends.push(async () => socket.terminate())
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'connection_init' }))
    await new Promise((resolve) => socket.once('message', resolve))
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: text } }))
    return socket
  }
  const errorsLogged = () => gateway.log.filter(({ level }) => level === 'error')

  it.each(QUERIES)('over HTTP ends its statement when the client goes (%s)', async (_which, queryOf) => {
    await lockProducts()
    const client = new AbortController()
    const answer = post(queryOf(), client.signal).catch((error: Error) => error.name)
    await until(async () => (await waiting()) === 1, 'the statement to wait')
    client.abort()
    expect(await answer).toBe('AbortError')
    await until(async () => (await waiting()) === 0, 'the statement to end')
    expect(errorsLogged()).toEqual([])
  })

  it.each(QUERIES)(
    'over WebSocket ends its statement when completed, or the client goes (%s)',
    async (_which, queryOf) => {
      await lockProducts()
      const socket = await overSocket(queryOf())
      await until(async () => (await waiting()) === 1, 'the statement to wait')
      socket.send(JSON.stringify({ type: 'complete', id: '1' }))
      await until(async () => (await waiting()) === 0, 'the statement to end')
      const other = await overSocket(queryOf())
      await until(async () => (await waiting()) === 1, 'the other one to wait')
      other.terminate()
      await until(async () => (await waiting()) === 0, 'the other one to end')
      expect(errorsLogged()).toEqual([])
    },
  )

  it.each(QUERIES)(
    'that takes too long is answered with TIMEOUT, and its statement ended (%s)',
    async (_which, queryOf) => {
      await lockProducts()
      const { status, body } = await post(queryOf())
      expect(status).toBe(504)
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] })
      await until(async () => (await waiting()) === 0, 'the statement to end')
      expect(errorsLogged()).toEqual([])
    },
  )

  it('ends its calls to platforms when the client goes', async () => {
    const ended = await slowPlatform()
    const client = new AbortController()
    const answer = post(OFFERS, client.signal).catch((error: Error) => error.name)
    await until(asked, 'the platform to be asked')
    client.abort()
    expect(await answer).toBe('AbortError')
    await until(async () => (await ended()) === 1, 'the call to end')
    expect(errorsLogged()).toEqual([])
  })

  it('that takes too long ends its calls to platforms, live offers as well', async () => {
    const ended = await slowPlatform()
    const query = '{ products(first: 50) { nodes { skus { listings { platform live { quantity } } } } } }'
    expect((await post(query)).status).toBe(504)
    await until(async () => (await ended()) > 0, 'the calls to end')
    expect(errorsLogged()).toEqual([])
  })

  it('was none: others go on over the same connections', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => post(COMPILED)))
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(30).fill(200))
  })
})
