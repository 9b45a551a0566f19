import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
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
  await until(() => server.groups.size === 0, 'all groups to be gone')
  expect(server.hub.indexSize).toEqual({ members: 0, keys: 0 })
})
async function connected(payload?: object): Promise<RawClient> {
  const client = new RawClient(server.url)
  clients.push(client)
  return client.ready(payload)
}
const active = (count: number) => until(() => server.hub.counters.active === count, `${count} subscriptions`)

it('is by what is shown, not by what is watched: any SKUs, any layout of the text, one group', async () => {
  const client = await connected()
  client.subscribe('a', STOCK, { skuIds: [skuId('one')] })
  client.subscribe('b', STOCK, { skuIds: [skuId('two'), skuId('one')] })
  client.subscribe('c', STOCK.replaceAll('\n', ' # a remark\n  '), { skuIds: [skuId('three')] })
  await active(3)
  expect(server.groups.size).toBe(1)
  for (const sku of ['one', 'two', 'three']) server.publish(stockEvent(++seq, { sku }))
  await client.settled()
  expect(versionsIn(client.of('a'))).toEqual([seq - 2])
  expect(versionsIn(client.of('b'))).toEqual([seq - 2, seq - 1])
  expect(versionsIn(client.of('c'))).toEqual([seq])
})

it('never crosses rights: who may see more has a group of its own', async () => {
  const query = STOCK.replace('level { version }', 'level { version onHand }')
  const [anyone, analyst, other] = [
    await connected(),
    await connected({ authorization: await server.bearer('analyst', 'one') }),
    await connected({ authorization: await server.bearer('analyst', 'two') }),
  ]
  for (const client of [anyone, analyst, other]) client.subscribe('1', query, { skuIds: [skuId('sku')] })
  await active(3)
  expect(server.groups.size).toBe(2)
  server.publish(stockEvent(++seq))
  const onHand = { data: { stockChanges: { level: { onHand: seq } } } }
  expect((await analyst.take('1', 1))[0]?.payload).toMatchObject(onHand)
  expect((await other.take('1', 1))[0]?.payload).toMatchObject(onHand)
  const [refused] = await anyone.take('1', 1)
  expect(JSON.stringify(refused?.payload)).not.toContain(`"onHand":${seq}`)
  expect(refused?.payload).toMatchObject({ errors: [expect.anything()] })
})

it('keeps apart what a variable of the selection changes', async () => {
  const query = /* GraphQL */ `
    subscription Stock($skuIds: [ID!], $brief: Boolean!) {
      stockChanges(skuIds: $skuIds, snapshot: false) {
        ... on StockChange { level { version available @skip(if: $brief) } }
      }
    }
  `
  const client = await connected()
  client.subscribe('brief', query, { skuIds: [skuId('sku')], brief: true })
  client.subscribe('long', query, { skuIds: [skuId('sku')], brief: false })
  await active(2)
  expect(server.groups.size).toBe(2)
  server.publish(stockEvent(++seq))
  const levelOf = async (id: string) => {
    const [message] = await client.take(id, 1)
    return (message as { payload: { data: { stockChanges: { level: object } } } }).payload.data.stockChanges
      .level
  }
  expect(await levelOf('brief')).toEqual({ version: seq })
  expect(await levelOf('long')).toEqual({ version: seq, available: seq })
})

it('gives each client its own id, of whatever length, and events of one turn in order', async () => {
  const ids = ['1', '2', 'a'.repeat(36), 'b'.repeat(36), 'with "quotes" and 商', 'a\u0000b']
  const client = await connected()
  for (const id of ids) client.subscribe(id, STOCK, { skuIds: [skuId('sku')] })
  await active(ids.length)
  const first = seq + 1
  for (let n = 0; n < 10; n++) server.publish(stockEvent(++seq))
  await client.settled()
  for (const id of ids)
    expect(versionsIn(client.of(id))).toEqual(Array.from({ length: 10 }, (_, index) => first + index))
})

it('replays what was missed to all who come back, each after its own cursor, and goes on live', async () => {
  const before = await connected()
  before.subscribe('1', STOCK, { skuIds: [skuId('sku')] })
  await active(1)
  const cursors = []
  for (let n = 0; n < 200; n++) server.publish(stockEvent(++seq))
  const last = seq
  for (const { payload } of await before.take('1', 200))
    cursors.push((payload as { data: { stockChanges: { cursor: string } } }).data.stockChanges.cursor)
  const client = await connected()
  const missed = [0, 1, 63, 64, 65, 199]
  for (const count of missed)
    client.subscribe(`${count}`, STOCK, { skuIds: [skuId('sku')], after: cursors[199 - count] })
  await active(1 + missed.length)
  server.publish(stockEvent(++seq))
  for (const count of missed) {
    const versions = versionsIn(await client.take(`${count}`, count + 1))
    expect(versions).toEqual(Array.from({ length: count + 1 }, (_, index) => last - count + 1 + index))
  }
  expect(server.groups.size).toBe(1)
})
