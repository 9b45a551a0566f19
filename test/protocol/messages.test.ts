import { Buffer } from 'node:buffer'
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
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate()
  await until(() => server.hub.counters.active === 0, 'all subscriptions to be gone')
  expect(server.hub.indexSize).toEqual({ members: 0, keys: 0 })
  expect(server.groups.size).toBe(0)
})
async function ready(): Promise<RawClient> {
  const client = new RawClient(server.url)
  clients.push(client)
  return client.ready()
}

describe('a message closes with 4400', () => {
  it.each([
    ['that is no JSON', '{"type":'],
    ['that is no object', '[1]'],
    ['of an unknown type', '{"type":"start"}'],
    ['that only servers send', '{"id":"1","type":"next","payload":{}}'],
    ['that subscribes without an id', '{"type":"subscribe","payload":{"query":"{ __typename }"}}'],
    ['that subscribes without a query', '{"id":"1","type":"subscribe","payload":{}}'],
  ])('%s', async (_what, text) => {
    const client = await ready()
    client.send(text)
    expect((await client.closing()).code).toBe(4400)
  })

  it('in a binary frame, whatever is in it', async () => {
    const client = await ready()
    client.socket.send(Buffer.from('{"type":"ping"}'), { binary: true })
    expect((await client.closing()).code).toBe(4400)
    expect(client.messages).toEqual([{ type: 'connection_ack' }])
  })
})

describe('frames', () => {
  it('may carry a message in pieces, with a ping of the network between them', async () => {
    const client = await ready()
    const text = Buffer.from(JSON.stringify({ type: 'ping', payload: { text: '在途 and more' } }))
    client.socket.send(text.subarray(0, 9), { fin: false, binary: false })
    client.socket.ping()
    // In the middle of a character.
    const inside = text.indexOf(Buffer.from('在')) + 1
    client.socket.send(text.subarray(9, inside), { fin: false, binary: false })
    client.socket.send(text.subarray(inside), { fin: true, binary: false })
    await until(() => client.messages.length === 2, 'the pong')
    expect(client.messages[1]).toEqual({ type: 'pong', payload: { text: '在途 and more' } })
  })

  it('that are too large close with 1009', async () => {
    const client = await ready()
    client.send({ type: 'ping', payload: { text: 'x'.repeat(300 * 1024) } })
    expect((await client.closing()).code).toBe(1009)
  })

  it('of more than an address without a token may send are refused', async () => {
    const client = await ready()
    client.send({ type: 'ping', payload: { text: 'x'.repeat(65_536) } })
    expect(await client.closing()).toEqual({
      code: 1008,
      reason: 'The body has more than 65536 bytes, which is the most allowed.',
    })
  })

  it('just below the limit are taken, with a token', async () => {
    const client = new RawClient(server.url)
    clients.push(client)
    await client.ready({ authorization: await server.bearer('customer', 'ada') })
    const text = 'x'.repeat(255 * 1024)
    client.send({ type: 'ping', payload: { text } })
    await until(() => client.messages.length === 2, 'the pong')
    expect(client.messages[1]).toEqual({ type: 'pong', payload: { text } })
  })
})

describe('a ping', () => {
  it('is answered by a pong with its payload, or without one', async () => {
    const client = await ready()
    client.send({ type: 'ping' })
    client.send({ type: 'ping', payload: { a: [1, { b: null }] } })
    await until(() => client.messages.length === 3, 'two pongs')
    expect(client.messages.slice(1)).toEqual([
      { type: 'pong' },
      { type: 'pong', payload: { a: [1, { b: null }] } },
    ])
  })

  it('is answered before connection_init too; a pong that nobody asked for is let pass', async () => {
    const client = new RawClient(server.url)
    clients.push(client)
    await client.opened()
    client.send({ type: 'pong' })
    await client.settled()
    expect(client.messages).toHaveLength(1)
    expect(client.closed).toBeNull()
  })
})

describe('an operation', () => {
  it('that is a query gets its result, then complete, and its id is free again', async () => {
    const client = await ready()
    for (const times of [1, 2]) {
      client.subscribe('q', '{ __typename }')
      const messages = await client.take('q', 2 * times)
      expect(messages.slice(-2)).toEqual([
        { id: 'q', type: 'next', payload: { data: { __typename: 'Query' } } },
        { id: 'q', type: 'complete' },
      ])
    }
  })

  it('under an id that is in use closes with 4409', async () => {
    const client = await ready()
    client.subscribe('same', STOCK, { skuIds: [skuId('sku')] })
    client.subscribe('same', STOCK, { skuIds: [skuId('sku')] })
    expect(await client.closing()).toEqual({ code: 4409, reason: 'Subscriber for same already exists' })
  })

  it.each([
    ['that does not parse', 'subscription {', {}],
    ['that does not validate', 'subscription { stockChanges { nothing } }', {}],
    ['with a variable of the wrong type', STOCK, { skuIds: [{}] }],
    ['with an id of another type', STOCK, { skuIds: ['bm90IGEgc2t1'] }],
    ['that the viewer may not run', 'subscription { stockChanges { __typename } }', {}],
    ['with no cursor of ours', STOCK, { skuIds: [skuId('sku')], after: '%%%' }],
    ['with no operation of that name', 'fragment Only on Query { __typename }', {}],
  ])('%s gets an error and no complete', async (_what, query, variables) => {
    const client = await ready()
    client.subscribe('bad', query, variables)
    const [error] = await client.take('bad', 1)
    expect(error?.type).toBe('error')
    expect(error?.payload).toEqual([expect.objectContaining({ message: expect.stringMatching(/\S/) })])
    await client.settled()
    expect(client.typesOf('bad')).toEqual(['error'])
    // The id is free, and the socket lives.
    client.subscribe('bad', '{ __typename }')
    await client.take('bad', 3)
    expect(client.typesOf('bad')).toEqual(['error', 'next', 'complete'])
  })

  it('that watches more than 500 SKUs gets an error that names the argument; with 500 it runs', async () => {
    const client = await ready()
    const skus = (count: number) => ({ skuIds: Array.from({ length: count }, (_, n) => skuId(`${n}`)) })
    client.subscribe('more', STOCK, skus(501))
    const [error] = await client.take('more', 1)
    expect(error?.type).toBe('error')
    expect(JSON.stringify(error?.payload)).toMatch(/skuIds.*takes at most 500 ids/)
    client.subscribe('most', STOCK, skus(500))
    await until(() => server.hub.counters.active === 1, 'the subscription')
    expect(server.hub.indexSize).toEqual({ members: 1, keys: 500 })
    await client.settled()
    expect(client.typesOf('most')).toEqual([])
  })

  it('gets nothing more once the client completed it', async () => {
    const client = await ready()
    client.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
    await until(() => server.hub.counters.active === 1, 'the subscription')
    server.publish(stockEvent(++seq))
    await client.take('1', 1)
    client.send({ id: '1', type: 'complete' })
    await until(() => server.hub.counters.active === 0, 'its end')
    server.publish(stockEvent(++seq))
    await client.settled()
    expect(client.typesOf('1')).toEqual(['next'])
  })

  it('gets nothing when the complete follows the event at once', async () => {
    const client = await ready()
    client.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
    await until(() => server.hub.counters.active === 1, 'the subscription')
    client.send({ id: '1', type: 'complete' })
    await until(() => server.hub.counters.active === 0, 'its end')
    expect(server.groups.size).toBe(0)
    await client.settled()
    expect(client.typesOf('1')).toEqual([])
  })

  it.each([
    ['stock, which is pushed', STOCK, { skuIds: [skuId('sku')] }],
    ['alerts, which are pulled', 'subscription { inventoryAlertChanges { __typename } }', {}],
  ])('of %s leaves nothing behind when it is completed before it began', async (_what, query, variables) => {
    const client = new RawClient(server.url)
    clients.push(client)
    await client.ready({ authorization: await server.bearer('operator', 'one') })
    for (let round = 0; round < 20; round++) {
      client.subscribe(`${round}`, query, variables)
      client.send({ id: `${round}`, type: 'complete' })
    }
    await client.settled()
    await until(() => server.hub.counters.active === 0, 'nothing to be left')
    expect(client.messages.filter(({ id }) => id !== undefined)).toEqual([])
    expect(server.hub.indexSize).toEqual({ members: 0, keys: 0 })
  })

  it('of alerts ends at once although it waits for its next event', async () => {
    const client = new RawClient(server.url)
    clients.push(client)
    await client.ready({ authorization: await server.bearer('operator', 'one') })
    client.subscribe('a', 'subscription { inventoryAlertChanges { __typename } }')
    await until(() => server.hub.counters.active === 1, 'the subscription')
    client.send({ id: 'a', type: 'complete' })
    await until(() => server.hub.counters.active === 0, 'its end')
    await client.settled()
    expect(client.typesOf('a')).toEqual([])
  })

  it('is completed by the server when its feed ends, and nothing follows', async () => {
    const own = await startProtocolServer()
    const client = new RawClient(own.url)
    clients.push(client)
    await client.ready({ authorization: await own.bearer('operator', 'one') })
    client.subscribe('pushed', STOCK, { skuIds: [skuId('sku')] })
    client.subscribe('pulled', 'subscription { inventoryAlertChanges { __typename } }')
    await until(() => own.hub.counters.active === 2, 'both subscriptions')
    own.hub.stop()
    await Promise.all([client.take('pushed', 1), client.take('pulled', 1)])
    own.publish(stockEvent(1))
    await client.settled()
    expect([client.typesOf('pushed'), client.typesOf('pulled')]).toEqual([['complete'], ['complete']])
    await own.stop()
  })

  it('of a client that does not read for too long closes the socket with 4408', async () => {
    const client = await ready()
    const padding = `_${'x'.repeat(8_000)}`
    const query = STOCK.replace('version', `version ${padding}: available`)
    client.subscribe('1', query, { skuIds: [skuId('sku')] })
    await until(() => server.hub.counters.active === 1, 'the subscription')
    client.socket.pause()
    await until(async () => {
      for (let n = 0; n < 100; n++) server.publish(stockEvent(++seq))
      await new Promise((resolve) => setImmediate(resolve))
      return server.hub.lagging(0) === 1
    }, 'the socket to back up')
    server.hub.closeStuck(performance.now() + 61_000)
    client.socket.resume()
    expect(await client.closing()).toEqual({ code: 4408, reason: 'Slow consumer' })
    const versions = versionsIn(client.of('1'))
    expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index))
    expect(client.typesOf('1').every((type) => type === 'next')).toBe(true)
  })

  it('may run beside 99 others on one socket; the one above gets an error of its own', async () => {
    const client = await ready()
    for (let n = 0; n < 101; n++) client.subscribe(`${n}`, STOCK, { skuIds: [skuId('sku')] })
    const [error] = await client.take('100', 1)
    expect(error).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] })
    await until(() => server.hub.counters.active === 100, 'one hundred')
    server.publish(stockEvent(++seq))
    await until(() => client.messages.filter(({ type }) => type === 'next').length === 100, 'all to have it')
    await client.settled()
    for (let n = 0; n < 100; n++) expect(versionsIn(client.of(`${n}`))).toEqual([seq])
    expect(client.typesOf('100')).toEqual(['error'])
  })
})
