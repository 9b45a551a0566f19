import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { type Authenticator, InvalidToken } from '../../auth/tokens.ts'
import { type OperationNote, presentScope } from '../../domain/scope.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { AddressOf } from '../limits/address.ts'
import type { Admission, Asker } from '../limits/admission.ts'
import type { Door } from '../limits/door.ts'
import { badRequest } from '../limits/limit-error.ts'
import type { OnOperation } from '../operation-metrics.ts'
import type { QueryCounters } from '../query-counters.ts'
import type { KeptAnswer, ResponseCache } from '../response-cache/response-cache.ts'
import { AnswerHeaders, chosenHeaders } from './answer-headers.ts'
import type { AnswerKnown } from './answer-known.ts'
import { headersKeyOf, isPlainRequest, readBody } from './plain-request.ts'
import { prepare } from './prepared.ts'

export interface AnswerDirectlyDeps {
  /** Null: no answer is kept. */
  readonly cache: ResponseCache | null
  readonly answerKnown: AnswerKnown
  readonly authenticator: Pick<Authenticator, 'viewerOf'>
  readonly addressOf: AddressOf
  readonly admission: Pick<Admission, 'charge'>
  readonly door: Door
  readonly counters: QueryCounters
  readonly onOperation: OnOperation
}

type Pipeline = (req: IncomingMessage, res: ServerResponse) => Promise<unknown> | unknown

/**
 * Answers repeated queries without the pipeline: from the cache, or by the compiled query. What the
 * pipeline would refuse is not answered here: the token is read, and the viewer's budget charged, for every answer; all
 * else that could be refused depends on the document and on headers with which the pipeline has answered before.
 */
export function answerDirectly(deps: AnswerDirectlyDeps, pipeline: Pipeline) {
  const { cache, counters, addressOf } = deps
  const headersOf = new AnswerHeaders()
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
    const asker = { viewer, address: addressOf(req) }
    const refusal = await refusalOf(deps, asker, body)
    if (refusal) {
      prepare(req, { viewer, recording: undefined, isAdmitted: false, refusal })
      return void (await pipeline(req, res))
    }
    const done = () => deps.onOperation('http', noteOf(viewer), performance.now() - started)
    const headersKey = headersKeyOf(req)
    const key = cache ? `${viewer.role}\n${headersKey}\n${body.toString('latin1')}` : ''
    const found = cache?.get(key)
    if (cache && found && (await deps.admission.charge(asker, found.points))) {
      // Asked for again: an event may have come while the budget was counted.
      const answer = cache.get(key)
      if (answer) {
        counters.cacheHits++
        noteKept(answer)
        send(res, answer)
        return done()
      }
    }
    if (cache) counters.cacheMisses++
    const recording = cache?.open()
    const prepared = prepare(req, { viewer, recording, isAdmitted: false })
    let isAnswered = false
    try {
      const headers = headersOf.get(headersKey)
      if (headers && (await deps.answerKnown({ req, res, body, prepared, headers }))) {
        counters.direct++
        done()
      } else {
        await pipeline(req, res)
        if (res.statusCode === 200) headersOf.learn(headersKey, res)
      }
      isAnswered = res.statusCode === 200
    } finally {
      if (cache && recording)
        cache.close(recording, key, isAnswered ? keptHeaders(res, recording.body) : null)
    }
  }
}

async function viewerOf({ authenticator }: AnswerDirectlyDeps, req: IncomingMessage): Promise<Viewer | null> {
  try {
    return await authenticator.viewerOf(req.headers.authorization)
  } catch (error) {
    if (error instanceof InvalidToken) return null
    throw error
  }
}

/** Null: the body may be parsed. */
async function refusalOf({ door }: AnswerDirectlyDeps, asker: Asker, body: Buffer): Promise<Error | null> {
  try {
    await door.enter(asker, body)
    return isUtf8(body) ? null : badRequest('The body has to be text in UTF-8.')
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function send(res: ServerResponse, { body, headers }: KeptAnswer): void {
  res.writeHead(200, headers)
  res.end(body)
}

/** Headers of this answer; the others are set for every request. */
function keptHeaders(res: ServerResponse, body: Buffer | null): OutgoingHttpHeaders {
  const kept = chosenHeaders(res, /^(content-type|content-encoding|cache-control|vary|access-control-.*)$/)
  return { ...kept, 'content-length': body?.length }
}

function noteKept({ points: cost, operation }: KeptAnswer): void {
  const note = presentScope()?.note
  if (note) Object.assign(note, { type: 'query', cost, ...(operation && { operation }) })
}

/** For metrics, and for the line in the log. */
function noteOf({ role }: Viewer): OperationNote {
  return Object.assign(presentScope()?.note ?? {}, { role })
}
