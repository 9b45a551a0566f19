import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { stockEvent } from '../support/events.ts'
import { until } from '../support/until.ts'
import { RawClient } from './support/raw-client.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { STOCK, skuId, versionsIn } from './support/stock.ts'

let server: ProtocolServer
let seq = 0
beforeAll(async () => {
  server = await startProtocolServer()
})
afterAll(() => server.stop())

const clients: RawClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.terminate()
})
function connect(): RawClient {
  const client = new RawClient(server.url)
  clients.push(client)
  return client
}
const VIEWER = '{ viewer { role } }'

describe('an id', () => {
  it('that is given back and taken again at once serves the second operation only', async () => {
    const client = await connect().ready()
    client.subscribe('1', STOCK, { skuIds: [skuId('first')] })
    client.send({ id: '1', type: 'complete' })
    client.subscribe('1', STOCK, { skuIds: [skuId('second')] })
    await client.settled()
    await until(() => server.hub.counters.active === 1, 'the second operation alone')
    server.publish(stockEvent(++seq, { sku: 'first' }))
    server.publish(stockEvent(++seq, { sku: 'second' }))
    await client.take('1', 1)
    await client.settled()
    expect(versionsIn(client.of('1'))).toEqual([seq])
    expect(client.typesOf('1')).toEqual(['next'])
  })

  it.each(['__proto__', 'constructor', 'toString', ' ', '日本', '\u0000', '"', 'x'.repeat(1_000)])(
    '%j is answered under itself',
    async (id) => {
      const client = await connect().ready()
      client.subscribe(id, VIEWER)
      await client.take(id, 2)
      expect(client.of(id)).toEqual([
        { id, type: 'next', payload: { data: { viewer: { role: 'ANONYMOUS' } } } },
        { id, type: 'complete' },
      ])
    },
  )

  it('that nobody has may be completed', async () => {
    const client = await connect().ready()
    client.send({ id: 'nobody', type: 'complete' })
    await client.settled()
    expect(client.closed).toBeNull()
  })
})

it('nulls are as if they were not there', async () => {
  const client = await connect().opened()
  client.send({ type: 'connection_init', payload: null })
  await until(() => client.messages.length > 0, 'the acknowledgement')
  const nothing = { variables: null, operationName: null, extensions: null }
  client.send({ id: '1', type: 'subscribe', payload: { query: VIEWER, ...nothing } })
  await client.take('1', 2)
  expect(client.typesOf('1')).toEqual(['next', 'complete'])
})

describe('a socket closes with 4400 after', () => {
  it.each([
    ['an id that is a number', { id: 1, type: 'subscribe', payload: { query: VIEWER } }],
    ['an id of nothing', { id: '', type: 'subscribe', payload: { query: VIEWER } }],
    ['an error, which only servers send', { id: '1', type: 'error', payload: [] }],
    ['a byte order mark', '\ufeff{"type":"ping"}'],
    ['variables that are a list', { id: '1', type: 'subscribe', payload: { query: VIEWER, variables: [] } }],
  ])('%s', async (_what, message) => {
    const client = await connect().ready()
    client.send(message)
    expect(await client.closing()).toMatchObject({ code: 4400 })
  })

  it.each([['x'], [[]], [1]])('a connection_init with the payload %j', async (payload) => {
    const client = await connect().opened()
    client.send({ type: 'connection_init', payload })
    expect(await client.closing()).toMatchObject({ code: 4400 })
  })
})
