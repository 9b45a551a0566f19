import type { Server } from 'node:http'
import type { ExecutionArgs } from 'graphql'
import { CloseCode } from 'graphql-ws'
import { type Extra, useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { type Authenticator, InvalidToken } from '../auth/tokens.ts'
import type { Viewer } from '../domain/viewer.ts'
import { ENDPOINT, type GraphQLServer } from './graphql.ts'
import type { Logger } from './logger.ts'

export interface WebSocketDeps {
  readonly graphql: GraphQLServer
  readonly authenticator: Authenticator
  readonly log: Logger
}

/** Largest message a client may send, in bytes. */
const MAX_MESSAGE = 256 * 1024
/** The application's reason for a close in the 44xx range of graphql-transport-ws: the client did not read. */
const SLOW_CONSUMER = 4408

type SocketState = {
  viewer?: Viewer
  expiry?: NodeJS.Timeout
}
type OperationArgs = ExecutionArgs & {
  rootValue: Pick<ReturnType<GraphQLServer['getEnveloped']>, 'execute' | 'subscribe'>
}

/** Operations over graphql-transport-ws on the HTTP server's upgrade. Returns a stop that closes every socket with 1001. */
export function serveWebSocket(
  server: Server,
  { graphql, authenticator, log }: WebSocketDeps,
): () => Promise<void> {
  const sockets = new WebSocketServer({ server, path: ENDPOINT, maxPayload: MAX_MESSAGE })
  sockets.on('wsClientError', (error) => log.debug({ err: error }, 'websocket handshake refused'))

  // biome-ignore lint/correctness/useHookAtTopLevel: a graphql-ws function, not a React hook
  const disposable = useServer<Record<string, unknown>, SocketState>(
    {
      async onConnect({ extra, connectionParams }) {
        const given = connectionParams?.authorization ?? extra.request.headers.authorization
        try {
          extra.viewer = await authenticator.viewerOf(typeof given === 'string' ? given : null)
        } catch (error) {
          if (!(error instanceof InvalidToken)) throw error
          extra.socket.close(CloseCode.Unauthorized, error.message)
          return false
        }
        endWithToken(extra)
        return true
      },
      async onSubscribe({ extra }, _id, { query, operationName, variables }) {
        const { schema, execute, subscribe, contextFactory, parse, validate } = graphql.getEnveloped({
          connection: {
            viewer: extra.viewer,
            onStuck: () => extra.socket.close(SLOW_CONSUMER, 'Slow consumer'),
          },
        })
        const document = parse(query)
        const errors = validate(schema, document)
        if (errors.length > 0) return errors
        return {
          schema,
          document,
          operationName: operationName ?? null,
          variableValues: variables ?? null,
          contextValue: await contextFactory(),
          rootValue: { execute, subscribe },
        }
      },
      execute: (args) => (args as OperationArgs).rootValue.execute(args),
      subscribe: (args) => (args as OperationArgs).rootValue.subscribe(args),
      onClose: ({ extra }) => clearTimeout(extra.expiry),
    },
    sockets,
  )
  return async () => {
    await disposable.dispose()
    for (const socket of sockets.clients) socket.terminate()
  }
}

/** What the token allowed ends with it. */
function endWithToken(extra: Extra & SocketState): void {
  const expiresAt = extra.viewer?.expiresAt
  if (!expiresAt) return
  // Longer than a timer can wait (24 days) is longer than any socket lives.
  const ms = Math.min(expiresAt.getTime() - Date.now(), 2 ** 31 - 1)
  extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, 'Token expired'), Math.max(0, ms))
  extra.expiry.unref()
}
