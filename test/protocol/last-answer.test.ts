import { afterEach, expect, it } from 'vitest'
import { overWebSocket } from '../path/support/watch.ts'
import { startLimitedServer } from '../security/support/limited-server.ts'
import { RawClient } from './support/raw-client.ts'

let server: Awaited<ReturnType<typeof startLimitedServer>>
afterEach(() => server.stop())

it('a query that has begun is answered over its socket before a stop closes that', async () => {
  const asked = Promise.withResolvers<void>()
  const may = Promise.withResolvers<[]>()
  server = await startLimitedServer(
    {},
    {
      status: () => {
        asked.resolve()
        return may.promise
      },
    },
  )
  const question = {
    query: '{ systemStatus { healthy } }',
    authorization: await server.bearer('operator', 'op'),
  }
  const watcher = overWebSocket(server.graph, question)
  await asked.promise
  const idle = await new RawClient(server.graph.replace('http', 'ws')).ready()
  const stopped = server.stop()
  // One that has nothing to wait for is not held up.
  expect(await idle.closing()).toMatchObject({ code: 1001 })
  expect([watcher.items, watcher.closed]).toEqual([[], null])
  may.resolve([])
  await stopped
  expect(watcher.items).toHaveLength(1)
  expect(watcher.errors).toEqual([])
})
