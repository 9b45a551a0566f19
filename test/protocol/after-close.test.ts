import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stockEvent } from '../support/events.ts'
import { until } from '../support/until.ts'
import { RawClient } from './support/raw-client.ts'
import { RawSocket } from './support/raw-socket.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { STOCK, skuId, versionsIn } from './support/stock.ts'

let server: ProtocolServer
let seq = 0
beforeAll(async () => {
  server = await startProtocolServer()
})
afterAll(() => server.stop())

const INIT = { type: 'connection_init' }
const WATCHED = { skuIds: [skuId('sku')] }
const subscribe = (id: string) => ({ id, type: 'subscribe', payload: { query: STOCK, variables: WATCHED } })

describe('after its close frame the server sends nothing, whatever is published and asked', () => {
  it.each([
    ['the server began', 4429, (socket: RawSocket) => socket.send(INIT)],
    ['the client began', 1000, (socket: RawSocket) => socket.close(1000)],
  ])('when %s', async (_who, code, end) => {
    const witness = await new RawClient(server.url).ready()
    witness.subscribe('w', STOCK, WATCHED)
    const socket = new RawSocket(server.url)
    socket.send(INIT)
    await until(() => socket.has('connection_ack'), 'the acknowledgement')
    socket.send(subscribe('1'))
    await until(() => server.hub.counters.active === 2, 'both subscriptions')
    server.publish(stockEvent(++seq, { version: seq }))
    await until(() => socket.has('"id":"1","type":"next"'), 'a change')
    end(socket)
    const rest = await socket.afterClose(code)
    expect(server.hub.counters.active).toBe(1)
    socket.send(subscribe('2'))
    server.publish(stockEvent(++seq, { version: seq }))
    await witness.settled()
    server.publish(stockEvent(++seq, { version: seq }))
    const got = await witness.take('w', 3)
    expect(versionsIn(got)).toEqual([seq - 2, seq - 1, seq])
    expect(rest()).toBe('')
    expect(server.hub.counters.active).toBe(1)
    socket.destroy()
    witness.socket.terminate()
    await until(() => server.hub.counters.active === 0, 'all subscriptions to be gone')
    expect(server.groups.size).toBe(0)
  })
})
