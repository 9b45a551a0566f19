import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RawClient } from './support/raw-client.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { STOCK, skuId } from './support/stock.ts'

let server: ProtocolServer
beforeAll(async () => {
  server = await startProtocolServer({ initMs: 150 })
})
afterAll(() => server.stop())

const clients: RawClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.terminate()
})
function client(...protocols: [string[]?]): RawClient {
  const made = new RawClient(server.url, ...protocols)
  clients.push(made)
  return made
}

const now = Math.floor(Date.now() / 1_000)
const YEARS = 31_536_000

describe('connection_init', () => {
  it('is acknowledged once; before it nothing else is asked for', async () => {
    const one = await client().ready()
    expect(one.messages).toEqual([{ type: 'connection_ack' }])
  })

  it('that does not come in time closes with 4408', async () => {
    const one = await client().opened()
    expect(await one.closing()).toEqual({ code: 4408, reason: 'Connection initialisation timeout' })
    expect(one.messages).toEqual([])
  })

  it('that came in time lets the socket live on', async () => {
    const late = client()
    const one = await client().ready()
    await late.closing()
    await one.settled()
    expect(one.closed).toBeNull()
  })

  it('that comes twice closes with 4429, also before the first was answered', async () => {
    const one = await client().ready()
    one.send({ type: 'connection_init' })
    expect(await one.closing()).toEqual({ code: 4429, reason: 'Too many initialisation requests' })
    const two = await client().opened()
    two.send({ type: 'connection_init' })
    two.send({ type: 'connection_init' })
    expect((await two.closing()).code).toBe(4429)
  })

  it.each([
    [
      'issued in the future',
      { iat: now + 70 * YEARS, exp: now + 70 * YEARS + 60 },
      'The token was issued in the future.',
    ],
    ['that lives too long', { iat: now, exp: now + 2 * YEARS }, 'The token lives longer than 400 days.'],
    ['that lives for ever', { exp: 1e300 }, 'The token lives longer than 400 days.'],
  ])('with a token %s closes with 4401 and says why', async (_what, times, reason) => {
    const one = await client().opened()
    one.send({ type: 'connection_init', payload: { authorization: await server.signed(times) } })
    expect(await one.closing()).toEqual({ code: 4401, reason })
    expect(one.messages).toEqual([])
  })

  it.each([
    ['that is no bearer token', 'Basic abc', 'The authorization has to read "Bearer <token>".'],
    ['that is not ours', 'Bearer a.b.c', 'The token is not valid here.'],
  ])('with an authorization %s closes with 4401 and says why', async (_what, authorization, reason) => {
    const one = await client().opened()
    one.send({ type: 'connection_init', payload: { authorization } })
    expect(await one.closing()).toEqual({ code: 4401, reason })
    expect(one.messages).toEqual([])
  })
})

describe('a subscription', () => {
  it('before connection_init closes with 4401', async () => {
    const one = await client().opened()
    one.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
    expect(await one.closing()).toEqual({ code: 4401, reason: 'Unauthorized' })
    expect(server.hub.indexSize).toEqual({ members: 0, keys: 0 })
  })

  it('before the acknowledgement closes with 4401', async () => {
    const one = await client().opened()
    const authorization = await server.bearer('operator', 'one')
    one.send({ type: 'connection_init', payload: { authorization } })
    one.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
    expect((await one.closing()).code).toBe(4401)
  })
})

describe('the subprotocol', () => {
  it.each([
    ['without one', [], /^Sec-WebSocket-Protocol has to offer graphql-transport-ws, got none\./],
    ['with that of the past', ['graphql-ws'], /offer graphql-transport-ws, got "graphql-ws"\./],
    ['with others', ['mqtt', 'soap'], /offer graphql-transport-ws, got "mqtt,\s*soap"\./],
  ])(
    'has to be named: %s the handshake is answered with 400, which says so',
    async (_what, names, message) => {
      const { socket } = client(names)
      const answer = await new Promise<IncomingMessage>((resolve) =>
        socket.once('unexpected-response', (_request, response) => resolve(response)),
      )
      expect(answer.statusCode).toBe(400)
      expect(await json(answer)).toEqual({ error: expect.stringMatching(message) })
    },
  )

  it('is chosen among several', async () => {
    const one = client(['graphql-ws', 'graphql-transport-ws'])
    await one.ready()
    expect(one.socket.protocol).toBe('graphql-transport-ws')
  })
})
