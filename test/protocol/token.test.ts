import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { stockEvent } from '../support/events.ts'
import { until } from '../support/until.ts'
import { RawClient } from './support/raw-client.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { STOCK, skuId, versionsIn } from './support/stock.ts'

let server: ProtocolServer
beforeAll(async () => {
  server = await startProtocolServer()
})
afterAll(() => server.stop())

const clients: RawClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.terminate()
})
async function connected(authorization: string): Promise<RawClient> {
  const client = new RawClient(server.url)
  clients.push(client)
  return client.ready({ authorization })
}

async function renew(client: RawClient, authorization: string): Promise<unknown> {
  const before = client.messages.length
  client.send({ type: 'ping', payload: { authorization } })
  await until(() => client.messages.length > before, 'the pong')
  return client.messages[before]
}

it('that ends closes the socket with 4403, unless a new one came in a ping', async () => {
  const short = await server.bearer('operator', 'one', 2)
  const [renewed, expired] = await Promise.all([connected(short), connected(short)])
  for (const client of [renewed, expired]) client.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
  await until(() => server.hub.counters.active === 2, 'both subscriptions')
  expect(await renew(renewed, await server.bearer('operator', 'one'))).toEqual({
    type: 'pong',
    payload: { authorized: true },
  })
  expect(await expired.closing()).toEqual({ code: 4403, reason: 'Token expired' })
  server.publish(stockEvent(1))
  expect(versionsIn(await renewed.take('1', 1))).toEqual([1])
  expect(renewed.closed).toBeNull()
  expect(versionsIn(expired.of('1'))).toEqual([])
})

it.each([
  ['of somebody else', () => server.bearer('operator', 'two')],
  ['of another role', () => server.bearer('analyst', 'one')],
  ['that is not ours', async () => 'Bearer a.b.c'],
  ['that is over', () => server.bearer('operator', 'one', -3_600)],
])('a new token %s is refused, and the socket keeps the old one', async (_what, token) => {
  const client = await connected(await server.bearer('operator', 'one'))
  expect(await renew(client, await token())).toEqual({ type: 'pong', payload: { authorized: false } })
  await client.settled()
  expect(client.closed).toBeNull()
})
