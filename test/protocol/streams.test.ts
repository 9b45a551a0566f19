import { afterEach, expect, it } from 'vitest'
import { EventStreams } from '../../src/server/event-streams.ts'
import { overRawSse, type Watcher } from '../path/support/watch.ts'
import { stockEvent } from '../support/events.ts'
import { contention, until } from '../support/until.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { STOCK, skuId } from './support/stock.ts'

let server: ProtocolServer
let streams: EventStreams
let seq = 0
let reasons: string[] = []
const open: Watcher<unknown>[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((watcher) => watcher.stop()))
  await server.stop()
})
async function start(options: { perAddress?: number; lifeMs?: number } = {}): Promise<void> {
  const ofThisTest: string[] = []
  reasons = ofThisTest
  streams = new EventStreams({ ...options, onClosed: (reason) => ofThisTest.push(reason) })
  server = await startProtocolServer({}, { streams })
}
function watch(authorization?: string): Watcher<unknown> {
  const watcher = overRawSse(server.graph, {
    query: STOCK,
    variables: { skuIds: [skuId('sku')] },
    authorization,
  })
  open.push(watcher)
  return watcher
}
const active = (count: number) => until(() => server.hub.counters.active === count, `${count} subscriptions`)

it('event streams of one address are limited; a place that becomes free is given away', async () => {
  await start({ perAddress: 2 })
  const [first] = [watch(), watch()]
  await active(2)
  const third = watch()
  await until(() => third.done, 'the refusal')
  expect(third.closed).toMatchObject({ code: 429 })
  expect(third.errors[0]).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED', allowed: 2 } })
  await first?.stop()
  await active(1)
  watch()
  await active(2)
  expect(streams.size).toBe(2)
})

it('an event stream is cut after its longest life, not completed: its client comes back', async () => {
  await start({ lifeMs: 100 })
  const watcher = watch()
  await until(() => watcher.done, 'its end')
  // A stream that was completed ends without an error.
  expect(watcher.errors).toHaveLength(1)
  await active(0)
  expect(reasons).toEqual(['end of life'])
})

it('when the server stops, streams are cut one after the other and new ones are refused', async () => {
  await start()
  const watchers = Array.from({ length: 5 }, () => watch())
  await active(5)
  const stopped = streams.stop(1_000)
  await until(() => watchers.some(({ done }) => done), 'the first to be cut')
  expect(watchers.every(({ done }) => done)).toBe(false)
  const late = watch()
  await until(() => late.done, 'the refusal')
  expect(late.closed).toMatchObject({ code: 503 })
  await stopped
  await until(() => watchers.every(({ done }) => done), 'all to be cut')
  for (const { errors } of watchers) expect(errors).toHaveLength(1)
  expect(reasons).toEqual(Array(5).fill('server is stopping'))
})

it('a stream that its client leaves and one whose token ends are told apart', async () => {
  await start()
  const left = watch()
  // Long enough to begin with it, also on a busy machine.
  const seconds = Math.ceil(2 * contention())
  const expiring = watch(await server.bearer('operator', 'one', seconds))
  await active(2)
  server.publish(stockEvent(++seq))
  await Promise.all([left.take(1), expiring.take(1)])
  await left.stop()
  await until(() => expiring.done, 'the end of the token')
  expect(expiring.errors).toEqual([])
  await until(() => reasons.length === 2, 'both to be counted')
  expect([...reasons].sort()).toEqual(['client', 'complete'])
})
