import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { wasCutOff } from './cut-off.ts'
import type { Logger } from './logger.ts'
import { pathOf } from './request-path.ts'
import type { Around } from './requests.ts'

/** Answers a request and says whether it was its own; on false nothing was written. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean> | boolean

/** The address is taken or may not be used: a sentence for the operator. */
export class ListenError extends Error {}

/** On every answer; pages of ours replace the policy by their own. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}
/** A year. */
const HSTS = 'max-age=31536000; includeSubDomains'

export interface HttpOptions {
  /** People reach the gateway by https: browsers may insist on it from then on. */
  readonly https?: boolean
  readonly around?: Around
}

/** One HTTP server; the first handler that knows the path answers. */
export function createHttpServer(
  handlers: readonly Handler[],
  log: Logger,
  { https = false, around = (_req, _res, handle) => handle() }: HttpOptions = {},
): Server {
  const headers = Object.entries({
    ...SECURITY_HEADERS,
    ...(https && { 'strict-transport-security': HSTS }),
  })
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    for (const [name, value] of headers) res.setHeader(name, value)
    try {
      for (const handler of handlers) if (await handler(req, res)) return
      sendJson(res, 404, { error: 'Nothing is here. The graph is at /graphql.' })
    } catch (error) {
      if (wasCutOff(error)) return void res.destroy()
      // Without the query: it can hold codes and tokens.
      log.error({ err: error, method: req.method, path: pathOf(req) }, 'request failed')
      if (!res.headersSent) sendJson(res, 500, { error: 'Something went wrong here.' })
      else res.destroy()
    }
  }
  // An offer to go on in another protocol, such as curl's of HTTP/2, may be declined: the request is answered as it is.
  const shouldUpgradeCallback = ({ headers }: IncomingMessage): boolean =>
    server.listenerCount('upgrade') > 0 && headers.upgrade?.toLowerCase() === 'websocket'
  const server: Server = createServer(
    { shouldUpgradeCallback },
    (req, res) => void around(req, res, () => handle(req, res)),
  )
  return server
}

/** Connections that may wait to be accepted: after a restart all clients come back at once. */
const BACKLOG = 4_096

/** @returns the port, also when a free one was asked for (0). @throws ListenError */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is taken by another program' : `can't be used (${error.message})`
      reject(new ListenError(`Port ${port} of ${host} ${why}: set PORT to another one.`))
    })
    server.listen({ port, host, backlog: BACKLOG }, resolve)
  })
  return (server.address() as AddressInfo).port
}

/** Stops taking requests, lets running ones finish for `graceMs`, then cuts what is left. */
export async function closeHttpServer(server: Server, graceMs = 1_000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(cut)
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  res.end(text)
}
