import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { z } from 'zod'
import type { GraphContext, Reads } from '../../../schema/context.ts'
import { schema } from '../../../schema/index.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { KnownQueries, KnownQuery } from '../compiled/known-queries.ts'
import { type Fitted, fitted } from '../compression.ts'
import type { Connection } from '../connection.ts'
import { cutStream } from '../event-streams.ts'
import type { AddressOf } from '../limits/address.ts'
import type { Admission } from '../limits/admission.ts'
import type { Bounded } from '../limits/bounded.ts'
import { noteKeepable } from '../response-cache/note-keepable.ts'
import type { TrustedDocuments } from '../trusted-documents.ts'
import type { Prepared } from './prepared.ts'

export interface AnswerKnownDeps {
  readonly queries: KnownQueries
  readonly documents: TrustedDocuments
  readonly admission: Admission
  readonly addressOf: AddressOf
  readonly bounded: Bounded
  readonly contextOf: (connection: Connection, reads: Reads | undefined) => GraphContext
}

export interface DirectRequest {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly body: Buffer
  readonly prepared: Prepared
  /** Of answers to such a request. */
  readonly headers: OutgoingHttpHeaders
}

/** False: it was not answered, and nothing was sent; the pipeline has to. */
export type AnswerKnown = (request: DirectRequest) => Promise<boolean>

/** Unchecked: only names of declared variables are read. */
const object = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)
/** A body with anything else goes to the pipeline. */
const Body = z.strictObject({
  query: z.string().optional(),
  documentId: z.string().optional(),
  extensions: object.optional(),
  operationName: z.string().nullish(),
  variables: object.nullish(),
})
type Asked = z.infer<typeof Body>

/** Answers queries that are compiled already: no other part of the pipeline has anything to say about them. */
export function answerKnown(deps: AnswerKnownDeps): AnswerKnown {
  const { queries, admission, addressOf, bounded } = deps
  return async ({ req, res, body, prepared, headers }) => {
    const { viewer, recording } = prepared
    const asked = askedOf(body)
    const known = asked && queryOf(deps, asked, viewer)
    if (!known) return false
    const { document } = known
    const operation = { schema, document, variableValues: asked.variables ?? {} }
    const connection = { viewer, address: addressOf(req), onStuck: () => cutStream(res, 'slow consumer') }
    if (!(await isAdmitted(() => admission.admit(connection, operation)))) return false
    prepared.isAdmitted = true
    const gone = goneOf(res)
    let data: string | null
    try {
      data = await bounded(gone, (signal) =>
        queries.run(known, {
          context: deps.contextOf(connection, recording),
          rootValue: undefined,
          variableValues: operation.variableValues,
          signal,
        }),
      )
    } catch (error) {
      // On a timeout the pipeline says so. If the client is gone, nobody is answered.
      prepared.failure = error
      return gone.aborted
    }
    if (data === null) return false
    const fitting = await fitted(Buffer.from(`{"data":${data}}`), req.headers['accept-encoding'])
    send(res, headers, fitting)
    if (recording && noteKeepable(recording, admission, operation)) recording.body = fitting.body
    return true
  }
}

function askedOf(body: Buffer): Asked | null {
  try {
    return Body.safeParse(JSON.parse(body.toString())).data ?? null
  } catch {
    return null
  }
}

function queryOf({ queries, documents }: AnswerKnownDeps, asked: Asked, viewer: Viewer): KnownQuery | null {
  try {
    const known = queries.get(documents.textOf(asked, viewer))
    return known && (asked.operationName == null || asked.operationName === known.name) ? known : null
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

/** Who is refused hears why from the pipeline. */
async function isAdmitted(admit: () => Promise<void>): Promise<boolean> {
  try {
    await admit()
    return true
  } catch (error) {
    if (error instanceof GraphQLError) return false
    throw error
  }
}

/** Aborted when the client goes before it has its answer. */
function goneOf(res: ServerResponse): AbortSignal {
  const gone = new AbortController()
  res.once('close', () => {
    if (!res.writableEnded) gone.abort()
  })
  return gone.signal
}

function send(res: ServerResponse, headers: OutgoingHttpHeaders, { body, encoding, vary }: Fitted): void {
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
  // One header, as the pipeline sends it.
  if (vary) res.setHeader('vary', [res.getHeader('vary') ?? [], vary].flat().join(', '))
  if (encoding) res.setHeader('content-encoding', encoding)
  res.end(body)
}
