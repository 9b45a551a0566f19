import { afterEach, expect, it } from 'vitest'
import { healthHandler, startingHandler } from './health.ts'
import { closeHttpServer, createHttpServer, listen } from './http.ts'
import { createLogger } from './logger.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function serve(state: { starting?: boolean; stopping?: boolean; away?: string[] }) {
  const status = async () =>
    ['database', 'bus', 'feed', 'synchronisation'].map((name) => ({
      name,
      healthy: !state.away?.includes(name),
      detail: 'x',
    }))
  const server = createHttpServer(
    [startingHandler(() => state.starting ?? false), healthHandler(status, () => state.stopping ?? false)],
    createLogger('silent'),
  )
  const port = await listen(server, '127.0.0.1', 0)
  stops.push(() => closeHttpServer(server))
  return async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    return [answer.status, ((await answer.json()) as { status: string }).status]
  }
}

it('a process that starts is alive and not ready', async () => {
  const state = { starting: true }
  const ask = await serve(state)
  expect(await ask('/healthz')).toEqual([200, 'ok'])
  expect(await ask('/readyz')).toEqual([503, 'starting'])
  expect(await ask('/graphql')).toEqual([503, 'starting'])
  state.starting = false
  expect(await ask('/readyz')).toEqual([200, 'ready'])
})

it('one that stops is alive and not ready', async () => {
  const ask = await serve({ stopping: true })
  expect(await ask('/healthz')).toEqual([200, 'ok'])
  expect(await ask('/readyz')).toEqual([503, 'not ready'])
})

it.each([
  ['database', [503, 'not ready']],
  ['feed', [503, 'not ready']],
  ['bus', [200, 'degraded']],
  ['synchronisation', [200, 'degraded']],
])('without its %s it is %j', async (name, expected) => {
  const ask = await serve({ away: [name] })
  expect(await ask('/readyz')).toEqual(expected)
  expect(await ask('/healthz')).toEqual([200, 'ok'])
})
