import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { GraphContext, Reads } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import { type Authenticator, InvalidToken } from '../auth/tokens.ts'
import { NO_TRACE, type Trace } from '../domain/trace.ts'
import { useCacheHeaders } from './cache-headers.ts'
import { KnownQueries } from './compiled/known-queries.ts'
import { useCompiledQueries } from './compiled/use-compiled-queries.ts'
import { useCompression } from './compression.ts'
import type { Connection } from './connection.ts'
import { type ContextDeps, contextForEvent, contextOf } from './context.ts'
import { answerDirectly } from './direct/answer-directly.ts'
import { answerKnown } from './direct/answer-known.ts'
import { preparedOf } from './direct/prepared.ts'
import { ENDPOINT } from './endpoint.ts'
import { cutStream, EventStreams } from './event-streams.ts'
import { boundedBy } from './limits/bounded.ts'
import { corsOf, useNoSimpleRequests } from './limits/browser-origin.ts'
import { openProtection, type Protection } from './limits/protection.ts'
import { useAdmission } from './limits/use-admission.ts'
import { useDoor } from './limits/use-door.ts'
import type { WatchHold } from './limits/watch-limits.ts'
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
import { useDocuments } from './use-documents.ts'
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
  /** True if a resolver's error is temporary: events are then retried, clients retry requests. Absent: no error is. */
  readonly isPassing?: (error: unknown) => boolean
  /** Told about every operation, for metrics. */
  readonly onOperation?: OnOperation
  /** Absent: not counted. */
  readonly counters?: QueryCounters
  /** Absent: answers are not cached. */
  readonly responseCache?: ResponseCache | null
}

/** Over HTTP the node objects, and the connection once the token was read; over WebSocket the connection. */
type ServerContext =
  | { req: IncomingMessage; res: ServerResponse; connection?: Connection }
  | { connection: Connection }

/** Events that are replayed for one point. */
const EVENTS_PER_POINT = 20

/** The pipeline of an operation, the same for POST, GET, SSE and WebSocket. */
export function createGraphQL(deps: GraphQLDeps) {
  const passes = deps.isPassing ?? (() => false)
  const mask = errorMasker(deps.log, passes)
  const errors = { mask, passes }
  const { log, protection = openProtection(), trace = NO_TRACE, documents = ANY_DOCUMENT } = deps
  const { streams = new EventStreams(), onOperation = () => {} } = deps
  const { admission, door, limits, origins, production } = protection
  const { counters = queryCounters(), responseCache = null } = deps
  const forEvent = (context: GraphContext) => contextForEvent(deps, context, null)
  const groups = new Groups({ errors, forEvent: (context, event) => contextForEvent(deps, context, event) })
  const bounded = boundedBy(limits.executionMs, trace)
  const queries = new KnownQueries(schema, admission.documents, counters)
  const contextDeps: ContextDeps = {
    ...deps,
    // Not awaited: a viewer whose points it uses up is refused from then on.
    onReplay: (connection, events) => void admission.charge(connection, Math.ceil(events / EVENTS_PER_POINT)),
  }
  const contextFor = (connection: Connection, reads: Reads | undefined) => ({
    ...contextOf(contextDeps, connection),
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
    // Read once, in `useDoor`.
    maxRequestBodySize: false,
    // Kept by `useDocuments`, when they are admitted.
    parserAndValidationCache: false,
    context: (context) =>
      contextFor(
        context.connection as Connection,
        'req' in context ? preparedOf(context.req)?.recording : undefined,
      ),
    maskedErrors: { maskError: mask },
    plugins: [
      useOperationMetrics(onOperation),
      useNoSimpleRequests(production),
      useViewer((http) => httpConnection(deps.authenticator, protection, http)),
      useDoor(door),
      useTrustedDocuments(documents),
      useDocuments({ cache: admission.documents, admission, limits, trusted: documents }),
      // Within what `useAdmission` sets around the execution.
      useCompiledQueries(queries),
      useAdmission(admission, bounded),
      useSharedSubscriptions({ groups, forEvent, errors, authenticator: deps.authenticator, streams }),
      useServerSentEvents(),
      useCacheHeaders(),
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
        door,
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

/** Who asks is known before anything is read: how much may come, and what errors may tell, depends on it. */
function useViewer(connectionOf: (http: Http) => Promise<Connection>): Plugin {
  return {
    async onRequestParse({ serverContext }) {
      Object.assign(serverContext, { connection: await connectionOf(serverContext as unknown as Http) })
    },
  }
}

async function httpConnection(
  authenticator: Authenticator,
  { addressOf, watches }: Protection,
  { req, res }: Http,
): Promise<Connection> {
  try {
    const viewer = preparedOf(req)?.viewer ?? (await authenticator.viewerOf(req.headers.authorization))
    const asker = { viewer, address: addressOf(req) }
    const lastEventId = [req.headers['last-event-id'] ?? []].flat()[0] || undefined
    let held: WatchHold | undefined
    const hold = () => {
      if (held) return held
      held = watches.hold(asker)
      if (res.closed) held.release()
      else res.once('close', () => held?.release())
      return held
    }
    return {
      ...asker,
      onStuck: () => cutStream(res, 'slow consumer'),
      watch: (ids) => hold().watch(ids),
      hold: (document) => hold().keep(document),
      lastEventId,
    }
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
