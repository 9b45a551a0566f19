import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { type Authenticator, InvalidToken } from '../../auth/tokens.ts'
import { type OperationNote, presentScope } from '../../domain/scope.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { AddressOf } from '../limits/address.ts'
import type { Admission } from '../limits/admission.ts'
import type { OnOperation } from '../operation-metrics.ts'
import type { QueryCounters } from '../query-counters.ts'
import { isPlainRequest, keyOf, readBody } from './asked-request.ts'
import type { Recording } from './recording.ts'
import type { KeptAnswer, ResponseCache } from './response-cache.ts'

export interface AnswerFromCacheDeps {
  readonly cache: ResponseCache
  readonly authenticator: Pick<Authenticator, 'viewerOf'>
  readonly addressOf: AddressOf
  readonly admission: Pick<Admission, 'charge'>
  readonly counters: QueryCounters
  readonly onOperation: OnOperation
}

type Pipeline = (req: IncomingMessage, res: ServerResponse) => Promise<unknown> | unknown

/** What was found out about a request before the pipeline has it. */
export interface Prepared {
  readonly viewer: Viewer
  readonly recording: Recording
}

const prepared = new WeakMap<IncomingMessage, Prepared>()

export function preparedOf(req: IncomingMessage | undefined): Prepared | undefined {
  return req && prepared.get(req)
}

/**
 * Answers what is known without the pipeline. What the pipeline would refuse is not answered: the token is read, and
 * the viewer's budget charged, for every answer; all else that could be refused depends on what is in the key.
 */
export function answerFromCache(deps: AnswerFromCacheDeps, pipeline: Pipeline) {
  const { cache, counters } = deps
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const started = performance.now()
    if (!isPlainRequest(req)) return void (await pipeline(req, res))
    const body = await readBody(req)
    if (!body) return
    // Where the pipeline looks for a body that was read before.
    Object.assign(req, { body })
    const viewer = await viewerOf(deps, req)
    // Who is refused, and how, is the pipeline's to say.
    if (!viewer) return void (await pipeline(req, res))
    const key = keyOf(req, viewer, body)
    const found = cache.get(key)
    if (found && (await deps.admission.charge({ viewer, address: deps.addressOf(req) }, found.points))) {
      // Asked for again: an event may have come while the budget was counted.
      const answer = cache.get(key)
      if (answer) {
        counters.cacheHits++
        send(res, answer)
        deps.onOperation('http', noteOf(answer, viewer), performance.now() - started)
        return
      }
    }
    counters.cacheMisses++
    const recording = cache.open()
    prepared.set(req, { viewer, recording })
    let headers: OutgoingHttpHeaders | null = null
    try {
      await pipeline(req, res)
      if (recording.body && res.statusCode === 200) headers = headersOf(res, recording.body)
    } finally {
      cache.close(recording, key, headers)
    }
  }
}

async function viewerOf(
  { authenticator }: AnswerFromCacheDeps,
  req: IncomingMessage,
): Promise<Viewer | null> {
  try {
    return await authenticator.viewerOf(req.headers.authorization)
  } catch (error) {
    if (error instanceof InvalidToken) return null
    throw error
  }
}

function send(res: ServerResponse, { body, headers }: KeptAnswer): void {
  res.writeHead(200, headers)
  res.end(body)
}

/** For metrics, and for the line in the log. */
function noteOf({ points: cost, operation }: KeptAnswer, { role }: Viewer): OperationNote {
  const note = presentScope()?.note ?? {}
  return Object.assign(note, { role, type: 'query', cost, ...(operation && { operation }) })
}

/** What the pipeline said about this answer; the others are set for every request anew. */
function headersOf(res: ServerResponse, body: Buffer): OutgoingHttpHeaders {
  const kept = Object.entries(res.getHeaders()).filter(([name]) =>
    /^(content-type|content-encoding|vary|access-control-.*)$/.test(name),
  )
  return { ...Object.fromEntries(kept), 'content-length': body.length }
}
