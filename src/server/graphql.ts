import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { GraphContext } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import { type Authenticator, InvalidToken } from '../auth/tokens.ts'
import { useCompression } from './compression.ts'
import { type Connection, type ContextDeps, contextForEvent, contextOf } from './context.ts'
import { ENDPOINT } from './endpoint.ts'
import type { Logger } from './logger.ts'
import { errorMasker } from './mask-error.ts'
import { Groups } from './push/groups.ts'
import { useSharedSubscriptions } from './shared-subscriptions.ts'
import { useServerSentEvents } from './sse.ts'
import { operationRunner } from './websocket/operation.ts'

export interface GraphQLDeps extends ContextDeps {
  readonly authenticator: Authenticator
  readonly log: Logger
}

/** Over HTTP the node objects; over WebSocket the connection, which knows its viewer already. */
type ServerContext = { req: IncomingMessage; res: ServerResponse } | { connection: Connection }

/** The pipeline of an operation, the same for POST, GET, SSE and WebSocket. */
export function createGraphQL(deps: GraphQLDeps) {
  const mask = errorMasker(deps.log)
  const forEvent = (context: GraphContext) => contextForEvent(deps, context, null)
  const groups = new Groups({ mask, forEvent: (context, event) => contextForEvent(deps, context, event) })
  const yoga = createYoga<ServerContext, GraphContext>({
    schema,
    graphqlEndpoint: ENDPOINT,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: { origin: '*', credentials: false },
    logging: false,
    context: async (initial) =>
      contextOf(
        deps,
        'connection' in initial ? initial.connection : await httpConnection(deps.authenticator, initial),
      ),
    maskedErrors: { maskError: mask },
    plugins: [useSharedSubscriptions({ groups, forEvent, mask }), useServerSentEvents(), useCompression()],
  })
  return { yoga, groups, run: operationRunner({ yoga, groups, forEvent, mask }) }
}

async function httpConnection(
  authenticator: Authenticator,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<Connection> {
  try {
    const viewer = await authenticator.viewerOf(req.headers.authorization)
    return { viewer, onStuck: () => res.destroy() }
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
