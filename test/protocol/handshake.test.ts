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
  it('has to be named: without one the socket closes with 4406', async () => {
    const one = client([])
    expect(await one.closing()).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' })
  })

  it('is chosen among several', async () => {
    const one = client(['graphql-ws', 'graphql-transport-ws'])
    await one.ready()
    expect(one.socket.protocol).toBe('graphql-transport-ws')
  })

  it('of the past alone is refused', async () => {
    const one = client(['graphql-ws'])
    expect((await one.closing()).code).toBeGreaterThanOrEqual(1006)
    expect(one.messages).toEqual([])
  })
})
