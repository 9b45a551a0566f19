import { afterEach, describe, expect, it } from 'vitest'
import { overRawSse, type Watcher } from '../path/support/watch.ts'
import { stockEvents } from '../support/events.ts'
import { until } from '../support/until.ts'
import { RawClient } from './support/raw-client.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { skuId } from './support/stock.ts'

let server: ProtocolServer
const clients: RawClient[] = []
const streams: Watcher<unknown>[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate()
  await Promise.all(streams.splice(0).map((stream) => stream.stop()))
  await server.stop()
})

async function client(): Promise<RawClient> {
  const made = new RawClient(server.url)
  clients.push(made)
  return made.ready()
}
const WATCH = `subscription Watch($skuIds: [ID!], $productIds: [ID!], $after: String) {
  stockChanges(skuIds: $skuIds, productIds: $productIds, after: $after, snapshot: false) { __typename }
}`
const ids = (type: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => Buffer.from(`${type}:${from + n}`).toString('base64'))
/** The document itself counts for some seventy ids, once for each address. */
const DOCUMENT = 100
const watched = (count: number) => until(() => server.hub.counters.active === count, `${count} subscriptions`)
const errorOf = async (one: RawClient, id: string) => {
  await until(() => one.typesOf(id).includes('error'), 'the refusal')
  return one.of(id).at(-1)?.payload
}

describe('ids that are watched', () => {
  it('by one socket are limited, products too, and free again when a subscription ends', async () => {
    server = await startProtocolServer({}, { settings: { watchedPerSocket: 100 } })
    const one = await client()
    one.subscribe('1', WATCH, { skuIds: ids('Sku', 50), productIds: ids('Product', 30) })
    one.subscribe('2', WATCH, { productIds: ids('Product', 21) })
    expect(await errorOf(one, '2')).toEqual([
      expect.objectContaining({
        message:
          'This socket watches 80 ids; 21 more are too many, 100 are allowed. End other subscriptions first.',
        extensions: { code: 'LIMIT_EXCEEDED', found: 101, allowed: 100 },
      }),
    ])
    one.subscribe('3', WATCH, { skuIds: ids('Sku', 20) })
    await watched(2)
    one.send({ id: '1', type: 'complete' })
    one.subscribe('4', WATCH, { skuIds: ids('Sku', 80) })
    await watched(2)
    await one.settled()
    expect(one.typesOf('4')).toEqual([])
  })

  it('by one address are limited over its sockets and streams, and free again when they close', async () => {
    server = await startProtocolServer({}, { settings: { watchedPerAddress: DOCUMENT + 100 } })
    const [first, second] = [await client(), await client()]
    first.subscribe('1', WATCH, { skuIds: ids('Sku', 100) })
    await watched(1)
    second.subscribe('1', WATCH, { skuIds: ids('Sku', 100) })
    expect(JSON.stringify(await errorOf(second, '1'))).toContain('This address or token watches')
    const stream = overRawSse(server.graph, { query: WATCH, variables: { skuIds: ids('Sku', 100) } })
    streams.push(stream)
    await until(() => stream.done, 'the refusal')
    expect(stream.closed).toMatchObject({ code: 429 })
    expect(stream.errors[0]).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED' } })
    first.socket.terminate()
    await watched(0)
    const again = overRawSse(server.graph, { query: WATCH, variables: { skuIds: ids('Sku', 100) } })
    await watched(1)
    await again.stop()
    await watched(0)
    second.subscribe('2', WATCH, { skuIds: ids('Sku', 100) })
    await watched(1)
  })

  it('are free again although the client gave up the subscription in the same breath', async () => {
    server = await startProtocolServer({}, { settings: { watchedPerSocket: 100 } })
    const one = await client()
    for (let n = 0; n < 20; n++) {
      one.subscribe(`a${n}`, WATCH, { skuIds: ids('Sku', 90) })
      one.send({ id: `a${n}`, type: 'complete' })
    }
    await one.settled()
    one.subscribe('b', WATCH, { skuIds: ids('Sku', 100) })
    await watched(1)
    expect(one.typesOf('b')).toEqual([])
  })
})

describe('a cursor', () => {
  const FIRST = Buffer.from('ab:0').toString('base64url')
  const publish = (count: number) => {
    for (const event of stockEvents(1, count)) server.publish(event)
  }

  it('that is further back than is replayed gets a gap, over sockets and streams', async () => {
    server = await startProtocolServer({}, { longestReplay: 5 })
    publish(6)
    const one = await client()
    one.subscribe('1', WATCH, { skuIds: [skuId('sku')], after: FIRST })
    const [{ payload } = {}] = await one.take('1', 1)
    expect(payload).toEqual({ data: { stockChanges: { __typename: 'FeedGap' } } })
    const stream = overRawSse(server.graph, {
      query: WATCH,
      variables: { skuIds: [skuId('sku')], after: FIRST },
    })
    streams.push(stream)
    expect((await stream.take(1))[0]).toEqual({ __typename: 'FeedGap' })
    expect(server.hub.counters.replayed).toBe(0)
  })

  it('costs points by the events that are replayed', async () => {
    // Each subscription costs 2 points, and the replay of 400 events 20.
    server = await startProtocolServer({}, { settings: { ratePoints: 50 } })
    publish(400)
    const one = await client()
    const refused = async (id: string, after: string | null) => {
      one.subscribe(id, WATCH, { skuIds: [skuId('none')], after })
      await one.settled()
      const sent = one.typesOf(id)
      one.send({ id, type: 'complete' })
      return sent.includes('error')
    }
    const now = Buffer.from('ab:400').toString('base64url')
    for (let n = 0; n < 3; n++) expect(await refused(`now${n}`, now)).toBe(false)
    const seen = []
    for (let n = 0; n < 4; n++) seen.push(await refused(`old${n}`, FIRST))
    expect(seen).toEqual([false, false, true, true])
  })
})
