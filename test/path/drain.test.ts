import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { until } from '../support/until.ts'
import { type Gateway, startGateway } from './support/gateway.ts'
import {
  adjust,
  type Level,
  metric,
  plentifulLevels,
  STOCK_CHANGES,
  type StockItem,
} from './support/stock.ts'
import { overRawSse, overWebSocket, type Transport, type Watcher } from './support/watch.ts'

const SOCKETS = 8
const STREAMS = 2

let gateway: Gateway
let level: Level
let stopping: Promise<void> | null = null
const open: Watcher<StockItem>[] = []
beforeAll(async () => {
  gateway = await startGateway({ DRAIN_SECONDS: '4' })
  ;[level] = (await plentifulLevels(gateway, 1, 0)) as [Level]
})
afterAll(async () => {
  await Promise.all(open.map((watcher) => watcher.stop()))
  await (stopping ?? gateway.stop())
})

async function watch(transport: Transport): Promise<Watcher<StockItem>> {
  const watcher = transport<StockItem>(gateway.graph, {
    query: STOCK_CHANGES,
    variables: { skuIds: [level.skuId] },
    authorization: await gateway.authorization('operator'),
  })
  open.push(watcher)
  await watcher.take(1)
  return watcher
}

it('the feed says in its metrics what it does', async () => {
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => watch(overWebSocket)))
  const streams = await Promise.all(Array.from({ length: STREAMS }, () => watch(overRawSse)))
  await adjust(gateway, level, 1)
  await Promise.all([...sockets, ...streams].map((watcher) => watcher.take(2)))
  const leaving = await watch(overWebSocket)
  expect(await figures('active', 'groups', 'lagged')).toEqual([SOCKETS + STREAMS + 1, 1, 0])
  expect(await figures('sent_total', 'delivery_seconds_count')).toEqual([SOCKETS + STREAMS, 1])
  const seconds = await metric(gateway.url, 'haitao_feed_delivery_seconds_sum')
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThan(30)
  await leaving.stop()
  await until(
    async () => (await figures('closed_total{transport="websocket",reason="client"}'))[0] === 1,
    'the end to be counted',
  )
})

it('on stop readiness goes first, then sockets and streams end one after the other', async () => {
  const [sockets, streams] = [open.slice(0, SOCKETS), open.slice(SOCKETS, SOCKETS + STREAMS)]
  stopping = gateway.stop()
  const ready = await fetch(`${gateway.url}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ status: 'not ready', stopping: true })
  // Most are still there: the process answers as before until its last client has gone.
  expect(sockets.some(({ closed }) => !closed)).toBe(true)
  expect((await gateway.ask('{ viewer { role } }')).status).toBe(200)
  expect(await refusal(gateway.graph)).toEqual({ status: 503, retryAfter: '1' })
  await stopping
  for (const { closed } of sockets) expect(closed).toMatchObject({ code: 1001, reason: 'Server is stopping' })
  // Cut, not completed: they are to come back.
  for (const { done, errors } of streams) expect([done, errors.length]).toEqual([true, 1])
})

function figures(...names: string[]): Promise<number[]> {
  return Promise.all(names.map((name) => metric(gateway.url, `haitao_feed_${name}`)))
}

/** How a new socket is refused; null when it is not. */
function refusal(
  graph: string,
): Promise<{ status: number | undefined; retryAfter: string | undefined } | null> {
  const socket = new WebSocket(graph.replace('http', 'ws'), GRAPHQL_TRANSPORT_WS_PROTOCOL)
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate()
      resolve(null)
    })
    socket.once('unexpected-response', (_request, { statusCode, headers }) => {
      resolve({ status: statusCode, retryAfter: headers['retry-after'] })
      socket.terminate()
    })
    socket.on('error', reject)
  })
}
