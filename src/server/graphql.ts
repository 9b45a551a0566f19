import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { GraphContext, Reads } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import { type Authenticator, InvalidToken } from '../auth/tokens.ts'
import { NO_TRACE, type Trace } from '../domain/trace.ts'
import { KnownQueries } from './compiled/known-queries.ts'
import { useCompiledQueries } from './compiled/use-compiled-queries.ts'
import { useCompression } from './compression.ts'
import { type Connection, type ContextDeps, contextForEvent, contextOf } from './context.ts'
import { answerDirectly } from './direct/answer-directly.ts'
import { answerKnown } from './direct/answer-known.ts'
import { preparedOf } from './direct/prepared.ts'
import { ENDPOINT } from './endpoint.ts'
import { cutStream, EventStreams } from './event-streams.ts'
import type { AddressOf } from './limits/address.ts'
import { useBodySize } from './limits/body-size.ts'
import { boundedBy } from './limits/bounded.ts'
import { corsOf, useNoSimpleRequests } from './limits/browser-origin.ts'
import { openProtection, type Protection } from './limits/protection.ts'
import { useAdmission } from './limits/use-admission.ts'
import type { Logger } from './logger.ts'
import { errorMasker } from './mask-error.ts'
import type { OnOperation } from './operation-metrics.ts'
import { Groups } from './push/groups.ts'
import { type QueryCounters, queryCounters } from './query-counters.ts'
import type { ResponseCache } from './response-cache/response-cache.ts'
import { useResponseCache } from './response-cache/use-response-cache.ts'
import { useSharedSubscriptions } from './shared-subscriptions.ts'
import { useServerSentEvents } from './sse.ts'
import { ANY_DOCUMENT, type TrustedDocuments, useTrustedDocuments } from './trusted-documents.ts'
import { useOperationMetrics } from './use-operation-metrics.ts'
import { operationRunner } from './websocket/operation.ts'

export interface GraphQLDeps extends ContextDeps {
  readonly authenticator: Authenticator
  readonly log: Logger
  /** Absent: nothing is limited but the operations themselves. */
  readonly protection?: Protection
  /** Absent: every text is taken. */
  readonly documents?: TrustedDocuments
  /** Absent: event streams are neither counted nor ended. */
  readonly streams?: EventStreams
  /** Absent: nothing is traced. */
  readonly trace?: Trace
  /** Whether what a resolver threw passes by itself: an event is then shown later, a request is to be made again. Absent: nothing does. */
  readonly isPassing?: (error: unknown) => boolean
  /** Told about every operation, for metrics. */
  readonly onOperation?: OnOperation
  /** Absent: nobody looks at them. */
  readonly counters?: QueryCounters
  /** Absent: every answer is made anew. */
  readonly responseCache?: ResponseCache | null
}

/** Over HTTP the node objects, and the connection once the token was read; over WebSocket the connection. */
type ServerContext =
  | { req: IncomingMessage; res: ServerResponse; connection?: Connection }
  | { connection: Connection }

/** The pipeline of an operation, the same for POST, GET, SSE and WebSocket. */
export function createGraphQL(deps: GraphQLDeps) {
  const passes = deps.isPassing ?? (() => false)
  const mask = errorMasker(deps.log, passes)
  const errors = { mask, passes }
  const { log, protection = openProtection(), trace = NO_TRACE, documents = ANY_DOCUMENT } = deps
  const { streams = new EventStreams(), onOperation = () => {} } = deps
  const { admission, limits, origins, production } = protection
  const { counters = queryCounters(), responseCache = null } = deps
  const forEvent = (context: GraphContext) => contextForEvent(deps, context, null)
  const groups = new Groups({ errors, forEvent: (context, event) => contextForEvent(deps, context, event) })
  const bounded = boundedBy(limits.executionMs, trace)
  const queries = new KnownQueries(schema, counters)
  const contextFor = (connection: Connection, reads: Reads | undefined) => ({
    ...contextOf(deps, connection),
    reads,
  })
  const yoga = createYoga<ServerContext, GraphContext>({
    schema,
    graphqlEndpoint: ENDPOINT,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: corsOf(origins),
    logging: false,
    // Read once, in `useBodySize`.
    maxRequestBodySize: false,
    context: (context) =>
      contextFor(
        context.connection as Connection,
        'req' in context ? preparedOf(context.req)?.recording : undefined,
      ),
    maskedErrors: { maskError: mask },
    plugins: [
      useOperationMetrics(onOperation),
      useNoSimpleRequests(production),
      useBodySize(limits.bodyBytes),
      useViewer((http) => httpConnection(deps.authenticator, protection.addressOf, http)),
      useTrustedDocuments(documents),
      // Within what `useAdmission` sets around the execution.
      useCompiledQueries(queries),
      useAdmission(admission, limits, bounded),
      useSharedSubscriptions({ groups, forEvent, errors, authenticator: deps.authenticator, streams }),
      useServerSentEvents(),
      useCompression(),
      responseCache !== null && useResponseCache(responseCache, admission),
    ],
  })
  const { authenticator } = deps
  const { addressOf } = protection
  return {
    yoga,
    /** Over HTTP. */
    handle: answerDirectly(
      {
        cache: responseCache,
        answerKnown: answerKnown({
          queries,
          documents,
          admission,
          addressOf,
          bounded,
          contextOf: contextFor,
        }),
        authenticator,
        addressOf,
        admission,
        counters,
        onOperation,
      },
      yoga,
    ),
    groups,
    run: operationRunner({ yoga, groups, forEvent, errors, admission, log, trace, documents, onOperation }),
  }
}

type Http = { req: IncomingMessage; res: ServerResponse }

/** Who asks is known before anything is parsed: what errors may tell depends on it. */
function useViewer(connectionOf: (http: Http) => Promise<Connection>): Plugin {
  return {
    async onParams({ context }) {
      Object.assign(context, { connection: await connectionOf(context as unknown as Http) })
    },
  }
}

async function httpConnection(
  authenticator: Authenticator,
  addressOf: AddressOf,
  { req, res }: Http,
): Promise<Connection> {
  try {
    const viewer = preparedOf(req)?.viewer ?? (await authenticator.viewerOf(req.headers.authorization))
    return { viewer, address: addressOf(req), onStuck: () => cutStream(res, 'slow consumer') }
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error
    throw new GraphQLError(error.message, {
      extensions: {
        code: 'UNAUTHENTICATED',
        http: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
      },
    })
  }
}
