import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { until } from '../../test/support/until.ts'
import { closeHttpServer, createHttpServer, listen, sendJson } from './http.ts'
import { createLogger } from './logger.ts'

/** Of a wait that must not come to its end. */
const LONG = 60_000

let server: Server | undefined
afterEach(async () => {
  if (server) await closeHttpServer(server, { requestsMs: 0, graceMs: 0 })
})

/** Each request waits until it may be answered. */
async function serve() {
  const came = Promise.withResolvers<void>()
  const may = Promise.withResolvers<void>()
  const handler = async (_req: unknown, res: ServerResponse) => {
    came.resolve()
    await may.promise
    sendJson(res, 200, { status: 'answered' })
    return true
  }
  server = createHttpServer([handler], createLogger('silent'))
  const port = await listen(server, '127.0.0.1', 0)
  return { server, port, came: came.promise, answer: may.resolve }
}

it('a request that has begun is answered before the server is closed, and its connection ended', async () => {
  const { server, port, came, answer } = await serve()
  const asked = fetch(`http://127.0.0.1:${port}/`)
  await came
  // No grace: open connections are cut.
  const closed = closeHttpServer(server, { requestsMs: LONG, graceMs: 0 })
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  answer()
  expect(await (await asked).json()).toEqual({ status: 'answered' })
  await closed
  expect(server.listening).toBe(false)
})

it('one that takes longer than is waited for is cut', async () => {
  const { server, port, came } = await serve()
  const asked = fetch(`http://127.0.0.1:${port}/`)
  asked.catch(() => {})
  await came
  await closeHttpServer(server, { requestsMs: 20, graceMs: 20 })
  await expect(asked).rejects.toThrow()
})

it('half a request, and a connection without any, do not hold it up', async () => {
  const { server, port } = await serve()
  const sockets = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  // Reset or ended: both will do.
  for (const socket of sockets) socket.resume().on('error', () => {})
  const ends = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  sockets[0]?.write('POST / HTTP/1.1\r\nhost: localhost\r\n')
  await closeHttpServer(server, { requestsMs: LONG, graceMs: 20 })
  await Promise.all(ends)
})

it('a request that does not arrive in time is refused, and its connection ended', async () => {
  server = createHttpServer([], createLogger('silent'), {
    receiving: { headersTimeout: 40, requestTimeout: 80, connectionsCheckingInterval: 10 },
  })
  const port = await listen(server, '127.0.0.1', 0)
  const said = await Promise.all(
    ['', 'GET / HTTP/1.1\r\nhost: a\r\nx: ', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{'].map(
      async (bytes) => {
        const socket = connect(port, '127.0.0.1')
        let text = ''
        socket.on('data', (data) => {
          text += data
        })
        if (bytes) socket.write(bytes)
        await once(socket, 'close')
        return text
      },
    ),
  )
  const [nothing, head, body] = said
  for (const text of [nothing, head]) expect(text).toMatch(/^HTTP\/1\.1 408 /)
  // Nothing here waits for the body: it was answered before.
  expect(body).toMatch(/^HTTP\/1\.1 404 /)
})

it('half a minute is enough for a request, and a quarter for its head', async () => {
  const { server } = await serve()
  expect([server.headersTimeout, server.requestTimeout]).toEqual([15_000, 30_000])
})

it('a client that does not read its answer is cut', async () => {
  const ends: boolean[] = []
  const handler = (_req: unknown, res: ServerResponse) => {
    res.once('close', () => ends.push(res.writableFinished))
    // More than the network's buffers take.
    res.end('x'.repeat(50_000_000))
    return true
  }
  server = createHttpServer([handler], createLogger('silent'), { quietMs: 50 })
  const port = await listen(server, '127.0.0.1', 0)
  const idle = connect(port, '127.0.0.1')
  idle.pause().on('error', () => {})
  idle.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await until(() => ends.length > 0, 'the client to be cut')
  expect(ends).toEqual([false])
  idle.destroy()
})
