import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it reached a local server. */
export interface Seen {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly form: URLSearchParams
  readonly body: string
}

export type Reply = string | { status?: number; headers?: Record<string, string>; body?: string } | 'hang up'

/** A real HTTP server on a free port for connector tests: answers as `reply` says and remembers what it was asked. */
export async function startLocalServer(reply: (seen: Seen, count: number) => Reply | Promise<Reply>) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const one = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', 'http://local'),
      headers: request.headers,
      form: new URLSearchParams(body),
      body,
    }
    seen.push(one)
    const answer = await reply(one, seen.length)
    if (answer === 'hang up') {
      response.destroy()
      return
    }
    const {
      status = 200,
      headers = {},
      body: text = '',
    } = typeof answer === 'string' ? { body: answer } : answer
    response.writeHead(status, headers).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A clock that stands still until somebody sleeps on it; sleeping moves it and returns at once. */
export function testClock(start = Date.parse('2026-01-01T00:00:00Z')) {
  let now = start
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    advance: (ms: number) => {
      now += ms
    },
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      now += ms
    },
  }
}

/** Everything an iteration yields. */
export async function all<T>(iteration: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of iteration) items.push(item)
  return items
}
