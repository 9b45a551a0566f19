import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SandboxState } from '../state/state.ts'
import { answerClaim } from './answer-claim.ts'
import type { Endpoint } from './endpoint.ts'
import { textReply, type WireReply } from './wire-reply.ts'
import { BodyTooLarge, readWireRequest, type WireRequest } from './wire-request.ts'

/** A page or control call: answered plainly, without faults and without the call log. */
export type Page = (
  request: WireRequest,
  state: SandboxState,
) => Promise<WireReply | undefined> | WireReply | undefined

export interface Served {
  port: number
  stop(): Promise<void>
}

/** Listens on one port for all platforms. Rejects with the socket's error, e.g. EADDRINUSE. */
export async function serve(options: {
  port: number
  host: string
  state: SandboxState
  endpoints: readonly Endpoint[]
  pages: readonly Page[]
  log: (line: string) => void
}): Promise<Served> {
  const { state, endpoints, pages } = options
  const server = createServer((message, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    reply(message, gone.signal).then(
      (answer) => write(response, answer, state.clock.now()),
      (error: unknown) => {
        options.log(`sandbox: ${message.method} ${message.url} failed: ${String(error)}`)
        write(response, textReply('the sandbox failed', 500), state.clock.now())
      },
    )
  })

  // A client that was kept busy does not meet a connection that is just being closed.
  server.keepAliveTimeout = 75_000

  async function reply(message: IncomingMessage, gone: AbortSignal): Promise<WireReply> {
    let request: WireRequest
    try {
      request = await readWireRequest(message)
    } catch (error) {
      if (error instanceof BodyTooLarge) return textReply('body too large', 413)
      throw error
    }
    for (const endpoint of endpoints) {
      const claim = endpoint(request, state)
      if (claim) return answerClaim(claim, state, gone)
    }
    for (const page of pages) {
      const found = await page(request, state)
      if (found) return found
    }
    return textReply(`nothing at ${request.path}`, 404)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function write(response: ServerResponse, reply: WireReply, now: Date): void {
  if (response.destroyed || response.headersSent) return
  if (reply.broken === 'drop') {
    response.destroy()
    return
  }
  const body = Buffer.from(reply.body)
  // The Date header follows the sandbox's clock: callers measure their skew against it.
  response.writeHead(reply.status, {
    ...reply.headers,
    date: now.toUTCString(),
    'content-length': body.length,
  })
  if (reply.broken === 'cut') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
    return
  }
  response.end(body)
}
