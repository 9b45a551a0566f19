import { once } from 'node:events'
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
/** How long a request may take to arrive, in ms: slow senders must not hold a connection. */
const RECEIVING = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }
/** A year. */
const HSTS = 'max-age=31536000; includeSubDomains'

export interface HttpOptions {
  /** People reach the gateway by https: browsers may insist on it from then on. */
  readonly https?: boolean
  readonly around?: Around
  /** Other than the usual times. */
  readonly receiving?: typeof RECEIVING
  /**
   * Idle timeout of a connection, in ms: its client does not read what it asked for. Longer than any
   * answer may take; event streams and sockets have keep-alives of their own.
   */
  readonly quietMs?: number
}

/** One HTTP server; the first handler that knows the path answers. */
export function createHttpServer(
  handlers: readonly Handler[],
  log: Logger,
  {
    https = false,
    around = (_req, _res, handle) => handle(),
    receiving = RECEIVING,
    quietMs = 60_000,
  }: HttpOptions = {},
): Server {
  const headers = Object.entries({
    ...SECURITY_HEADERS,
    ...(https && { 'strict-transport-security': HSTS }),
  })
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    for (const [name, value] of headers) res.setHeader(name, value)
    try {
      const { host } = req.headers
      if (host && !URL.canParse(`http://${host}`)) return sendJson(res, 400, { error: 'The host is none.' })
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
  const server: Server = createServer({ shouldUpgradeCallback, ...receiving }, (req, res) => {
    noteUnderWay(server, res)
    void around(req, res, () => handle(req, res))
  })
  server.timeout = quietMs
  server.keepAliveTimeout = KEEP_ALIVE_MS
  return server
}

/** Longer than load balancers keep an idle connection, mostly 60 s: who closes first while the other sends loses a request. */
const KEEP_ALIVE_MS = 75_000

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

/** Answers that are being made, by their server. */
const underWay = new WeakMap<Server, Set<ServerResponse>>()

function noteUnderWay(server: Server, res: ServerResponse): void {
  const all = underWay.get(server) ?? new Set()
  underWay.set(server, all.add(res))
  res.once('close', () => all.delete(res))
}

/** On shutdown, how long we wait for the rest of a request body, in ms. */
const ARRIVAL_MS = 5_000

export interface CloseTimes {
  /** On shutdown, how long running requests may still take, in ms. */
  readonly requestsMs?: number
  /** After them connections are cut that are still open, ms. */
  readonly graceMs?: number
}

/** Stops taking connections, waits for the answers that are being made, then cuts what is left. */
export async function closeHttpServer(
  server: Server,
  { requestsMs = 1_000, graceMs = 1_000 }: CloseTimes = {},
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await answered(underWay.get(server) ?? new Set(), requestsMs)
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(cut)
}

async function answered(answers: ReadonlySet<ServerResponse>, ms: number): Promise<void> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ms)
  const arrival = setTimeout(() => {
    for (const res of answers) if (!res.req.complete) res.destroy()
  }, ARRIVAL_MS)
  // Others may come meanwhile, over connections that are open.
  while (answers.size > 0 && !late.signal.aborted)
    await Promise.allSettled([...answers].map((res) => once(res, 'close', { signal: late.signal })))
  clearTimeout(timer)
  clearTimeout(arrival)
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  res.end(text)
}
