import type { IncomingMessage, ServerResponse } from 'node:http'
import { type OperationNote, runInScope } from '../domain/scope.ts'
import type { Trace } from '../domain/trace.ts'
import type { Logger } from './logger.ts'
import { requestIdOf } from './request-id.ts'
import { pathOf } from './request-path.ts'

/** Goes around the handling of every request. */
export type Around = (req: IncomingMessage, res: ServerResponse, handle: () => Promise<void>) => Promise<void>

/** Asked every few seconds by machines: told only to those who look closely. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics'])
/** Of a path that a stranger made up. */
const LONGEST_PATH = 200

/**
 * Gives every request its id (`x-request-id`, the client's or a new one, and returned), a span, and one line in the log
 * when it is over: no query, no token, no body.
 */
export function aroundRequests(log: Logger, trace: Trace): Around {
  return (req, res, handle) => {
    const requestId = requestIdOf(req.headers['x-request-id'])
    const note: OperationNote = {}
    const started = performance.now()
    const path = pathOf(req).slice(0, LONGEST_PATH)
    const method = req.method ?? ''
    res.setHeader('x-request-id', requestId)
    res.once('close', () =>
      log[QUIET.has(path) ? 'debug' : 'info'](
        {
          requestId,
          method,
          path,
          // An unfinished answer means that the client went away.
          status: res.writableFinished ? res.statusCode : 499,
          ms: Math.round(performance.now() - started),
          ...note,
        },
        'request',
      ),
    )
    const scope = { requestId, signal: null, note }
    if (!trace.on) return runInScope(scope, handle)
    const options = {
      kind: 'server' as const,
      continues: req.headers,
      attributes: attributesOf(method, path),
    }
    return runInScope(scope, () =>
      trace.span(`${method} ${routeOf(path)}`, options, async (span) => {
        await handle()
        span.set({ 'http.response.status_code': res.statusCode })
        if (res.statusCode >= 500) span.failed(`status ${res.statusCode}`)
      }),
    )
  }
}

const attributesOf = (method: string, path: string) => ({ 'http.request.method': method, 'url.path': path })

/** Names of spans are few: they leave out variable parts. */
function routeOf(path: string): string {
  const [, first = '', second] = path.split('/', 3)
  return second === undefined ? `/${first}` : `/${first}/…`
}
