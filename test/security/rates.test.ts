import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ask } from '../path/support/ask.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'
import { startLimitedServer } from './support/limited-server.ts'

type Server = Awaited<ReturnType<typeof startLimitedServer>>
let server: Server
afterEach(() => server.stop())

// The operation and one object.
const QUERY = '{ viewer { role } }'
const POINTS = 2
const errorOf = { message: expect.stringMatching(/^Too much was asked for/) }

describe('the budget of a viewer', () => {
  it('of one address without a token is shared by its requests and sockets', async () => {
    server = await startLimitedServer({ ratePoints: 3 * POINTS })
    for (let n = 0; n < 2; n++) expect((await ask(server.graph, { query: QUERY })).status).toBe(200)
    const first = overWebSocket(server.graph, { query: QUERY })
    await until(() => first.done, 'the third')
    expect(first.errors).toEqual([])
    const response = await fetch(server.graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    })
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(await response.json()).toMatchObject({
      errors: [{ ...errorOf, extensions: { code: 'LIMIT_EXCEEDED', retryAfterMs: expect.any(Number) } }],
    })
    for (const query of [QUERY, 'subscription { stockChanges(skuIds: ["x"]) { __typename } }']) {
      const refused = overWebSocket(server.graph, { query })
      await until(() => refused.done, 'the refusal')
      expect(refused.items).toEqual([])
      expect(refused.errors).toHaveLength(1)
      expect(refused.errors[0]).toMatchObject({
        ...errorOf,
        extensions: { code: 'LIMIT_EXCEEDED', retryAfterMs: expect.any(Number) },
      })
      expect(refused.errors[0]?.extensions).not.toHaveProperty('http')
      await refused.stop()
    }
    await first.stop()
  })

  it('with a token is its own, and ten times as large', async () => {
    server = await startLimitedServer({ ratePoints: POINTS })
    const statuses = async (authorization: string | undefined, count: number) => {
      const seen: number[] = []
      for (let n = 0; n < count; n++)
        seen.push((await ask(server.graph, { query: QUERY, authorization })).status)
      return seen
    }
    expect(await statuses(undefined, 2)).toEqual([200, 429])
    const ada = await server.bearer('customer', 'ada')
    expect(await statuses(ada, 11)).toEqual([...Array<number>(10).fill(200), 429])
    expect(await statuses(await server.bearer('customer', 'bo'), 1)).toEqual([200])
    expect(await statuses(await server.bearer('worker', 'till'), 12)).toEqual(Array<number>(12).fill(200))
  })

  it('is that of the address which our own proxy saw, whatever the client writes', async () => {
    server = await startLimitedServer({ ratePoints: POINTS, trustedProxies: 1 })
    const from = async (forwarded: string) =>
      (
        await fetch(server.graph, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
          body: JSON.stringify({ query: QUERY }),
        })
      ).status
    expect(await from('198.51.100.1')).toBe(200)
    expect(await from('203.0.113.9, 198.51.100.1')).toBe(429)
    expect(await from('198.51.100.2')).toBe(200)
    expect(await from('2001:db8:1:2:3::4')).toBe(200)
    expect(await from('2001:db8:1:2:ffff::5')).toBe(429)
  })
})

describe('sockets', () => {
  const open = (graph: string) =>
    new Promise<WebSocket | string>((resolve) => {
      const socket = new WebSocket(graph.replace('http', 'ws'), 'graphql-transport-ws')
      socket.on('open', () => resolve(socket))
      socket.on('error', (error) => resolve(error.message))
    })

  it('of one address are counted, and one that closes makes room', async () => {
    server = await startLimitedServer({ socketsPerAddress: 2 })
    const [first, second] = [await open(server.graph), await open(server.graph)] as WebSocket[]
    expect(await open(server.graph)).toBe('Unexpected server response: 429')
    const closed = new Promise((resolve) => first?.on('close', resolve))
    first?.close()
    await closed
    let third: WebSocket | string = ''
    await until(async () => {
      third = await open(server.graph)
      return typeof third !== 'string'
    }, 'room for another socket')
    second?.terminate()
    ;(third as unknown as WebSocket).terminate()
  })

  it('that send too many messages are closed with 1008', async () => {
    server = await startLimitedServer({}, { limits: { messagesPerSecond: 2 } })
    const socket = (await open(server.graph)) as WebSocket
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    for (let n = 0; n < 12; n++) socket.send('{"type":"ping"}')
    expect(await closed).toBe(1008)
  })
})

describe('an operation that takes too long', () => {
  it('is stopped with TIMEOUT over HTTP and WebSocket', async () => {
    server = await startLimitedServer(
      { limits: { executionMs: 20 } },
      { status: () => new Promise(() => {}) },
    )
    const question = {
      query: '{ systemStatus { healthy } }',
      authorization: await server.bearer('operator', 'op'),
    }
    const { status, data, errors } = await ask(server.graph, question)
    expect(status).toBe(504)
    expect(data).toBeUndefined()
    const watcher = overWebSocket(server.graph, question)
    await until(() => watcher.done, 'the time-out')
    await watcher.stop()
    for (const seen of [errors, watcher.errors]) {
      expect(seen).toHaveLength(1)
      expect(seen[0]?.message).toBe('The operation took longer than 0.02 s and was stopped.')
      expect(seen[0]?.extensions).toEqual({ code: 'TIMEOUT' })
    }
  })
})
