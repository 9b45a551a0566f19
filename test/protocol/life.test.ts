import { afterEach, expect, it } from 'vitest'
import { stockEvent } from '../support/events.ts'
import { until } from '../support/until.ts'
import { RawClient } from './support/raw-client.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { STOCK, skuId, versionsIn } from './support/stock.ts'

/** Short, so that the tests need not wait; sockets are checked when they are pinged. */
const SHORT_MS = 100
const PING_MS = 120

let server: ProtocolServer
let reasons: string[] = []
const clients: RawClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate()
  await server.stop()
})
async function start(limits: Parameters<typeof startProtocolServer>[0]): Promise<void> {
  const ofThisTest: string[] = []
  reasons = ofThisTest
  server = await startProtocolServer(limits, {
    pingMs: PING_MS,
    onClosed: (reason) => ofThisTest.push(reason),
  })
}
async function connected(options?: { autoPong: boolean }): Promise<RawClient> {
  const client = new RawClient(server.url, 'graphql-transport-ws', options)
  clients.push(client)
  return client.ready()
}

it('a socket without an operation is closed after a while, one that has one is not until it is completed', async () => {
  await start({ idleMs: SHORT_MS })
  const [idle, busy] = await Promise.all([connected(), connected()])
  busy.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
  expect(await idle.closing()).toEqual({ code: 1001, reason: 'Idle' })
  server.publish(stockEvent(1))
  expect(versionsIn(await busy.take('1', 1))).toEqual([1])
  expect(busy.closed).toBeNull()
  busy.send({ id: '1', type: 'complete' })
  expect(await busy.closing()).toEqual({ code: 1001, reason: 'Idle' })
  expect(reasons).toEqual(['idle', 'idle'])
})

it('a socket ends after its longest life, whatever it does, and its client may come back', async () => {
  await start({ lifeMs: SHORT_MS })
  const client = await connected()
  client.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
  expect(await client.closing()).toEqual({ code: 1001, reason: 'End of life' })
  await until(() => server.hub.counters.active === 0, 'its subscription to be gone')
  const again = await connected()
  expect(again.closed).toBeNull()
  expect(reasons).toEqual(['end of life'])
})

it('a socket without limits lives on; one that does not answer pings is cut', async () => {
  await start({})
  const silent = await connected({ autoPong: false })
  const answering = await connected()
  expect((await silent.closing()).code).toBe(1006)
  await answering.settled()
  expect(answering.closed).toBeNull()
  expect(reasons).toEqual(['no answer'])
})

it('each end is counted under its reason', async () => {
  await start({ messagesPerSecond: 1 })
  const gone = await connected()
  gone.socket.close(1000)
  const wrong = await connected()
  wrong.send('{"type":')
  const twice = await connected()
  twice.send({ type: 'connection_init' })
  const chatty = await connected()
  for (let n = 0; n < 10; n++) chatty.send({ type: 'ping' })
  expect((await chatty.closing()).code).toBe(1008)
  await until(() => reasons.length === 4, 'all to be closed')
  expect([...reasons].sort()).toEqual([
    'client',
    'invalid message',
    'too many initialisation requests',
    'too many messages',
  ])
})

it('when the server stops, sockets are closed with 1001 and new ones are refused meanwhile', async () => {
  await start({})
  const open = await Promise.all(Array.from({ length: 5 }, () => connected()))
  const stopped = server.closeSockets(1_000)
  await until(() => open.some(({ closed }) => closed), 'the first to be closed')
  expect(open.every(({ closed }) => closed)).toBe(false)
  const late = new RawClient(server.url)
  expect((await late.closing()).code).toBe(1006)
  expect(late.messages).toEqual([])
  await stopped
  for (const client of open) {
    expect(await client.closing()).toEqual({ code: 1001, reason: 'Server is stopping' })
  }
  expect(reasons).toEqual(Array(5).fill('server is stopping'))
})
